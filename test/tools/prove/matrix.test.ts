import { accessMatrices } from "../../../tools/prove/matrix";
import { guardrailMatrix, STOPS } from "../../../tools/prove/guardrail-matrix";
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
      decrypt: ["CloudTrail, for the trail", "An audit reader"],
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

  it("says what administrators of the account can as the deploy role, where no guardrail keeps them from it", () => {
    const taken = (guarded: boolean): readonly string[] =>
      accessMatrices(variant({ guarded }))
        .filter(({ of }) => of === "log bucket of the organization")
        .flatMap(({ columns, rows }) =>
          rows.flatMap(({ who, can }) =>
            columns
              .filter((_, index) => can[index] === "as the deploy role")
              .map((column) => `${who}: ${column}`),
          ),
        );
    expect(taken(true)).toEqual([]);
    const there = "Administrators of the bucket's account";
    expect(taken(false)).toEqual(
      [there, `${there}, by single sign-on`, "IAM users of the bucket's account who administer it"].flatMap(
        (who) => [`${who}: reconfigure`, `${who}: openKey`],
      ),
    );
  });

  it("says yes where any of several can", () => {
    const administrators = [
      "arn:aws:iam::222222222222:role/Second",
      "arn:aws:iam::111111111111:role/FromElsewhere",
    ];
    const readers = accessMatrices(variant({ administrators })).flatMap(({ columns, rows }) =>
      rows
        .filter(({ who }) => who === "The deploy role of the bucket's account")
        .map(({ can }) => can[columns.indexOf("reconfigure")]),
    );
    expect(new Set(readers)).toEqual(new Set(["yes"]));
  });

  it("gives a team nothing in the log archive but its trail", () => {
    const can = whoCan("log bucket of team payments");
    const team = Object.keys(can).filter((column) =>
      can[column]?.includes("Administrators of the team's account"),
    );
    expect(team).toEqual(["stop"]);
  });
});

describe("the matrix of who can stop what in member accounts", () => {
  it("lets those through who are exempt, and whom no guardrail binds", () => {
    const can = (answer: "yes" | "no") => STOPS.map(() => answer);
    const rows = guardrailMatrix(variant({ guarded: true }));
    expect(Object.fromEntries(rows.map((row) => [row.who, row.can]))).toEqual({
      "Administrators of a member account": can("no"),
      "… by single sign-on": can("no"),
      "IAM users who administer it": can("no"),
      "Root of a member account": can("no"),
      "Roles that are let through: deploy, break glass": can("yes"),
      "Service-linked roles": can("yes"),
      "Administrators of the management account, in their own": can("yes"),
    });
  });

  it("is empty where there are no guardrails", () => {
    expect(guardrailMatrix(variant({ guarded: false }))).toEqual([]);
  });
});
