import { accessMatrices } from "../../../tools/prove/matrix";
import { variant } from "./configurations";

/** Who can, by column. */
function whoCan(of: string): Readonly<Record<string, readonly string[]>> {
  const matrix = accessMatrices(variant()).find((each) => each.of === of);
  if (matrix === undefined) throw new Error(`there is no matrix of ${of}`);
  return Object.fromEntries(
    matrix.columns.map((column, index) => [
      column,
      matrix.rows.filter(({ can }) => can[index] === "yes").map(({ who }) => who),
    ]),
  );
}

describe("the matrix of who can do what", () => {
  it("is that of the organization's logs", () => {
    expect(whoCan("log bucket of the organization")).toEqual({
      read: ["An audit reader"],
      readOwn: [
        "An audit reader",
        "Administrators of a member account",
        "Administrators of the management account",
        "The deploy role of the management account",
      ],
      forge: ["CloudTrail, for the trail"],
      delete: ["… with MFA shown in the last hour"],
      unlock: ["… with MFA shown in the last hour"],
      reconfigure: [
        "The deploy role of the bucket's account",
        "… with MFA shown in the last hour",
        "Root of the bucket's account",
      ],
      destroyKey: ["… with MFA shown in the last hour"],
      openKey: [
        "The deploy role of the bucket's account",
        "… with MFA shown in the last hour",
        "Root of the bucket's account",
      ],
      stop: ["Administrators of the management account", "The deploy role of the management account"],
    });
  });

  it("gives a team nothing in the log archive but its trail", () => {
    const can = whoCan("log bucket of team payments");
    const team = Object.keys(can).filter((column) =>
      can[column]?.includes("Administrators of the team's account"),
    );
    expect(team).toEqual(["stop"]);
  });
});
