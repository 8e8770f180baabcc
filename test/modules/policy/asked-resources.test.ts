import {
  deployRolePolicies,
  permissionsBoundaryPolicy,
  planRoleStatements,
  valuesOf,
  type PolicyStatement,
} from "../../../modules/policy";
import { policiesOf } from "../../../stacks/blueprint";
import { builtInTables } from "../../../tools/prove/built-in";
import { requestsOf } from "../../../tools/prove/requests-of";
import { variant } from "../../tools/prove/configurations";
import { EVERYTHING, NAMES, OWN_ACCOUNT } from "./pipeline-deploy-requests";
import { askedFor, asksAbout, mayNameNothing } from "./service-authorization";

/** A statement of a policy that orgtrail writes. */
interface Written extends PolicyStatement {
  /** The resource or role that has the policy, and the kind of what it has. */
  readonly whose: string;
  readonly kind: string;
}

const CONFIGURATIONS = [
  variant({ mended: true, guarded: true }),
  variant({ watchedEverywhere: true, guarded: true, mended: true }),
  variant({ immutability: "object-lock", prefix: "audit/logs", guarded: true }),
];
const { inline, managed } = deployRolePolicies({ names: NAMES, account: OWN_ACCOUNT, ...EVERYTHING });
const WRITTEN: readonly Written[] = [
  ...CONFIGURATIONS.flatMap(policiesOf).flatMap(({ name, kind, document }) =>
    document.Statement.map((statement) => ({ ...statement, whose: name, kind })),
  ),
  ...[inline, ...managed]
    .flatMap(({ Statement }) => Statement)
    .map((statement) => ({ ...statement, whose: "the deploy role", kind: "pipeline role" })),
  ...permissionsBoundaryPolicy({
    names: { ...NAMES, features: ["validation"] },
    account: OWN_ACCOUNT,
  }).Statement.map((statement) => ({
    ...statement,
    whose: "the boundary of roles",
    kind: "permissions boundary",
  })),
  ...planRoleStatements(NAMES, OWN_ACCOUNT).map((statement) => ({
    ...statement,
    whose: "the plan role",
    kind: "pipeline role",
  })),
];

/** AWS asks for it with whatever the list is of. */
const isAnything = (resources: readonly string[]): boolean => resources.join() === "*";

/** Actions by name: a wildcard means whatever is asked. */
const actionsOf = ({ Action }: PolicyStatement): readonly string[] =>
  valuesOf(Action).filter((action) => !action.includes("*"));

async function isAskedOf(action: string, resource: string): Promise<boolean> {
  const asked = (await askedFor(action)) ?? [];
  return asked.some((each) => asksAbout(each, resource));
}

/** What of the texts does not pass, each once. */
async function findings(texts: readonly Promise<readonly string[]>[]): Promise<readonly string[]> {
  return [...new Set((await Promise.all(texts)).flat())];
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

describe("what policies name, by AWS's service authorization reference", () => {
  it("is much, in policies of each kind", () => {
    expect(new Set(WRITTEN.map(({ kind }) => kind)).size).toBeGreaterThan(18);
    expect(WRITTEN.flatMap(actionsOf).length).toBeGreaterThan(1000);
  });

  it("is actions that AWS has, each on a resource of which AWS asks for it", async () => {
    const idle = WRITTEN.flatMap((statement) =>
      actionsOf(statement).map(async (action) => {
        const resources = valuesOf(statement.Resource);
        const where = `${statement.whose}: ${statement.Sid}`;
        if ((await askedFor(action)) === undefined) return [`${where}: AWS has no ${action}`];
        // A role's trust policy has no resource: it is the role's.
        if (resources.length === 0 || isAnything(resources)) return [];
        const bites = await Promise.all(resources.map((resource) => isAskedOf(action, resource)));
        return bites.includes(true)
          ? []
          : [`${where}: AWS never asks for ${action} of ${resources.join(", ")}`];
      }),
    );
    expect(await findings(idle)).toEqual([]);
  });

  it("is resources of which AWS asks for one of the statement's actions", async () => {
    const idle = WRITTEN.filter(
      ({ Action, Resource }) =>
        !valuesOf(Action).some((action) => action.includes("*")) && !isAnything(valuesOf(Resource)),
    ).flatMap((statement) =>
      valuesOf(statement.Resource).map(async (resource) => {
        const bites = await Promise.all(actionsOf(statement).map((action) => isAskedOf(action, resource)));
        return bites.includes(true) ? [] : [`${statement.whose}: ${statement.Sid}: ${resource}`];
      }),
    );
    expect(await findings(idle)).toEqual([]);
  });
});

/**
 * Who names resources for an action that AWS may ask for without any, and need not do more. A tag's request has the resource's
 * ARN as its first, required parameter, though the reference has the type as optional.
 */
const NAMES_ITS_RESOURCE = /:(Tag|Untag)Resource$/;

describe("an action that AWS may ask for without a resource", () => {
  it.each(["role", "service control policies"])(
    "is not left to a statement that names resources: %s",
    async (kind) => {
      const ofKind = WRITTEN.filter((statement) => statement.kind.includes(kind));
      const open = await Promise.all(
        distinct(ofKind.flatMap(actionsOf))
          .filter((action) => !NAMES_ITS_RESOURCE.test(action))
          .map(async (action) => ({ action, open: await mayNameNothing(action) })),
      );
      const left = open
        .filter(({ open: isOpen }) => isOpen)
        .flatMap(({ action }) =>
          distinct(ofKind.filter((each) => actionsOf(each).includes(action)).map(({ whose }) => whose))
            .filter(
              (whose) =>
                !ofKind.some(
                  (each) =>
                    each.whose === whose &&
                    actionsOf(each).includes(action) &&
                    isAnything(valuesOf(each.Resource)),
                ),
            )
            .map((whose) => `${whose}: ${action}`),
        );
      expect(open.some(({ open: isOpen }) => isOpen)).toBe(true);
      expect(left).toEqual([]);
    },
  );
});

/** Of what AWS asks with a resource, and the deploy role may do to any, with the reason that neither a name nor a tag tells ours. */
const OF_ANY: Readonly<Record<string, string>> = {
  "config:DeleteAggregationAuthorization":
    "it names the account that aggregates, and orgtrail authorizes none",
  "config:DeleteConfigurationRecorder": "an account has one recorder, whose id AWS makes",
  "config:DeleteRemediationConfiguration": "it is known by an id that AWS makes, and never by tags",
  "config:DisassociateResourceTypes": "an account has one recorder, whose id AWS makes",
  "config:PutConfigRule":
    "a rule that is made has an id that AWS makes, and one that stands is put without tags",
  "config:PutConfigurationAggregator": "an aggregator that is made has an id that AWS makes",
  "config:PutConfigurationRecorder": "an account has one recorder, whose id AWS makes",
  "config:PutRemediationConfigurations": "it is known by an id that AWS makes, and never by tags",
  "config:StartConfigurationRecorder": "an account has one recorder, whose id AWS makes",
  "config:StopConfigurationRecorder": "an account has one recorder, whose id AWS makes",
  "config:TagResource": "what is made is tagged as it is made",
  "securityhub:DeleteConfigurationPolicy": "AWS makes its id, and orgtrail makes none",
  "securityhub:DeleteFindingAggregator": "an account has one, whose id AWS makes",
  "securityhub:TagResource": "an account has one hub, whose ARN is the same in each",
  "securityhub:UntagResource": "an account has one hub, whose ARN is the same in each",
  "securityhub:UpdateConfigurationPolicy": "AWS makes its id, and orgtrail makes none",
  "securityhub:UpdateFindingAggregator": "an account has one, whose id AWS makes",
};

it("is bound by name or tag in the deploy role's policies, or by name excused", async () => {
  const unbound = WRITTEN.filter(
    ({ whose, Effect, Resource, Condition, Sid }) =>
      whose === "the deploy role" &&
      Effect === "Allow" &&
      isAnything(valuesOf(Resource)) &&
      Condition === undefined &&
      Sid !== "AllowReadSettings",
  ).flatMap(actionsOf);
  const named = await Promise.all(
    unbound.map(async (action) => ((await mayNameNothing(action)) ? [] : [action])),
  );
  expect([...distinct(named.flat())].sort()).toEqual(Object.keys(OF_ANY));
});

describe("requests of the tables", () => {
  const configuration = variant({ watchedEverywhere: true, guarded: true, mended: true });
  const subjects = policiesOf(configuration);

  /** A row asks for each of its actions of each of its resources: what AWS asks for is among these. */
  it("are of actions that AWS asks for of one of the row's resources, and of no other resources", async () => {
    const rows = builtInTables()
      .flatMap(({ rows: ofTable }) => ofTable)
      .map(({ row }) => {
        const requests = requestsOf(row, configuration, subjects).flatMap(({ subject, asked }) =>
          asked.map(({ request: { action, resource } }) => [subject.kind, action, resource]),
        );
        const texts = distinct(requests.map((request) => JSON.stringify(request)));
        return { row, asked: texts.map((text) => JSON.parse(text) as [string, string, string]) };
      });
    const answers = await Promise.all(
      rows.flatMap(({ row, asked }) =>
        asked.map(async ([kind, action, resource]) => {
          const types = (await askedFor(action)) ?? [];
          return {
            row: row.name,
            action: `${kind}: ${action}`,
            resource: `${kind}: ${resource}`,
            isAsked: types.some((each) => asksAbout(each, resource)),
          };
        }),
      ),
    );
    const idleBy = (part: "action" | "resource"): readonly string[] => {
      const asked = new Set(answers.filter(({ isAsked }) => isAsked).map((each) => each.row + each[part]));
      return distinct(
        answers
          .filter((each) => !asked.has(each.row + each[part]))
          .map((each) => `${each.row}: ${each[part]}`),
      );
    };
    expect(answers.length).toBeGreaterThan(1000);
    expect(idleBy("action")).toEqual([]);
    expect(idleBy("resource")).toEqual([]);
  });
});

/** By service, why who may do something with what has orgtrail's tag cannot tag what others made, or what keeps it from that. */
const TAGGING: Readonly<Record<string, string>> = {
  config:
    "a rule is tagged as it is made, and AWS has no key that tells one that is made from one that stands. Who may put rules may put another's anyway",
  kms: "DenyTakeKeys",
  organizations:
    "a policy is tagged as it is made, and AWS has no key that tells one that is made from one that stands. Types bound it",
};

it("is bound by no tag that the deploy role could give to what others made, or it is said why", () => {
  const own = WRITTEN.filter(({ whose }) => whose === "the deploy role");
  const serviceOf = (action: string): string => action.split(":", 1)[0] ?? "";
  const asksForTag = ({ Condition }: Written): boolean =>
    JSON.stringify(Condition ?? {}).includes("aws:ResourceTag/");
  const allowed = own.filter(({ Effect }) => Effect === "Allow");
  const bound = new Set(allowed.filter(asksForTag).flatMap(actionsOf).map(serviceOf));
  const tagging = allowed
    .filter((statement) => !asksForTag(statement))
    .flatMap(actionsOf)
    .filter((action) => /:(Tag|AddTags)/.test(action) && bound.has(serviceOf(action)));
  expect([...distinct(tagging.map(serviceOf))].sort()).toEqual(Object.keys(TAGGING));
  const denials = own.filter(
    ({ Effect, Action }) => Effect === "Deny" && valuesOf(Action).includes("kms:TagResource"),
  );
  expect(denials.map(({ Sid }) => Sid)).toEqual([TAGGING["kms"]]);
});
