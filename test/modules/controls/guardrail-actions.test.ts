import { compileControls, catalogue, type Control } from "../../../modules/controls";
import { matchesWildcards } from "../../../modules/kernel";
import { AccountId, NamePrefix, OrganizationId } from "../../../modules/organization";
import { FEATURES, serviceControlStatements, valuesOf } from "../../../modules/policy";
import { SERVERLESS_ACTIONS } from "../policy/stream-requests";
import { callOnOurs } from "./calls-on-ours";
import { CONTROLS, PROTECTED } from "./fixtures";

/**
 * What guardrails deny and no control hears, each with the reason. Guardrails do not bind the management account, so that
 * everything else must be heard.
 */
const UNHEARD: readonly (readonly [reason: string, actions: RegExp])[] = [
  [
    "a data event, which costs by the million in any account with metrics; alarms count samples, so that none is silenced",
    /^cloudwatch:PutMetricData$/,
  ],
  ["a data event: its rule runs it each hour, and nobody else may", /^lambda:InvokeFunction$/],
  [
    "a tag alone stops nothing: guardrails deny it since they know some resources by it",
    /^\w+:((Add|Remove)Tags|(Tag|Untag)(DeliveryStream|Resource|Queue|Role))$/,
  ],
  [
    "a description, or how long a session lasts, stops no delivery",
    /^(kms:UpdateKeyDescription|iam:UpdateRole(Description)?)$/,
  ],
  [
    "what asks the log files, which stand without it: a plan tells what has changed there, and `orgtrail query` asks the files",
    /^(athena|glue):/,
  ],
  [
    "CloudTrail records no record that is put into a stream: what Firehose delivers beside CloudWatch Logs has no event's form",
    /^firehose:PutRecord(Batch)?$/,
  ],
  [
    "a collection that is made holds none of our events, and a tag lets nobody in",
    /^aoss:(CreateCollection(Group)?|TagResource|UntagResource)$/,
  ],
  ["to pass a role is no call: what it is passed to is", /^iam:PassRole$/],
  [
    "a bucket that is made holds no logs; that of ours must have been deleted first, which is heard",
    /^s3:CreateBucket$/,
  ],
  [
    "so CloudTrail delivers: to record it in log buckets would be a loop, and a file that is added changes none",
    /^s3:PutObject$/,
  ],
  [
    "no call of its own: it goes with a deletion, which is heard, or S3 does it for a replication, which is configured",
    /^s3:(BypassGovernanceRetention|ReplicateDelete|ReplicateObject|ReplicateTags)$/,
  ],
];

const actions = [
  ...new Set(
    serviceControlStatements({
      partition: "aws",
      name: NamePrefix.of("acme"),
      organization: OrganizationId.of("o-a1b2c3d4e5"),
      exempt: ["arn:aws:iam::*:role/BreakGlass"],
      logArchive: AccountId.of("222222222222"),
      features: FEATURES,
      eventBusAccount: AccountId.of("333333333333"),
      tag: { key: "ManagedBy", value: "orgtrail" },
    })
      .flatMap(({ Action = [] }) => valuesOf(Action))
      .flatMap((action) =>
        action.includes("*")
          ? SERVERLESS_ACTIONS.filter((each) => matchesWildcards(action, each, "*"))
          : [action],
      ),
  ),
].sort();

const evaluate = compileControls(CONTROLS);
const unheard = (action: string): boolean => UNHEARD.some(([, pattern]) => pattern.test(action));

describe("what guardrails deny", () => {
  it("is much", () => {
    expect(actions.length).toBeGreaterThan(120);
  });

  it.each(actions.filter((action) => !unheard(action)))("is heard where they do not bind: %s", (action) => {
    expect(evaluate(callOnOurs(action)).alarms).not.toEqual([]);
  });

  it.each(actions.filter(unheard))("is not heard, with a reason: %s", (action) => {
    expect(evaluate(callOnOurs(action)).alarms).toEqual([]);
  });

  it("has no reason that is about nothing", () => {
    const idle = UNHEARD.filter(([, pattern]) => !actions.some((action) => pattern.test(action)));
    expect(idle).toEqual([]);
  });

  it("is heard by the controls that know our names, and not by chance: without any, little is left", () => {
    const nameless: readonly Control[] = catalogue({
      ...PROTECTED,
      trails: [],
      breakGlassRoles: [],
      pipelineRoles: [],
      buckets: ["other"],
      accounts: [],
      keyAliases: [],
      logGroups: [],
      deliveryRoles: [],
      namePrefix: "other-",
      topicArns: [],
      functions: [],
      eventBusName: "other",
      archive: AccountId.of("999999999999"),
      search: { account: AccountId.of("999999999999"), functions: ["other"] },
    });
    const deaf = compileControls(nameless);
    const still = actions.filter((action) => !unheard(action) && deaf(callOnOurs(action)).alarms.length > 0);
    expect(still.filter((action) => /^(cloudwatch|events|lambda|logs|sns|sqs):/.test(action))).toEqual([]);
  });
});
