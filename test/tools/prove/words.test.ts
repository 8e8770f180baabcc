import { policiesOf } from "../../../stacks/blueprint";
import { filled, PLACEHOLDERS } from "../../../tools/prove/words";
import { everyConfiguration, OPTION_TEXTS } from "../../support/configurations";
import { variant } from "./configurations";

/** Configurations that together have all that words stand for. */
const CONFIGURATIONS = [
  ...everyConfiguration().map(([, configuration]) => configuration),
  ...(["github", "gitlab", "oidc", "principals"] as const).map((pipeline) =>
    variant({ pipeline, stateKey: "key/1234abcd-12ab-34cd-56ef-1234567890ab", prefix: "audit" }),
  ),
  variant({ pipeline: "github", stateKey: "alias/states" }),
  ...Object.keys(OPTION_TEXTS).map((option) => variant({ option, pipeline: "github" })),
  variant({ asked: true, searched: "within", handedOn: true, copied: "account", mended: "tagged" }),
  variant({ asked: true, searched: "collection", watchedEverywhere: true, mended: true, validated: true }),
];

it("finds something somewhere for each word, so that none is idle", () => {
  const scenes = CONFIGURATIONS.flatMap((configuration) =>
    policiesOf(configuration).map((subject) => ({ configuration, subject })),
  );
  const silent = PLACEHOLDERS.filter(
    (word) => !scenes.some((scene) => filled(`{${word}}`, scene).length > 0),
  );
  expect(silent).toEqual([]);
});

it("leaves what is no word, and policy variables, as they are", () => {
  const [configuration = variant()] = CONFIGURATIONS;
  const [subject] = policiesOf(configuration);
  if (subject === undefined) throw new Error("there is no policy");
  expect(filled("{nothing} ${aws:username} {partition}", { configuration, subject })).toEqual([
    "{nothing} ${aws:username} aws",
  ]);
});
