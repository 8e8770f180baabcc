/** Plans as `terraform show -json` prints them, as far as orgtrail reads them. */

interface Change {
  readonly address: string;
  readonly actions: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  readonly previous_address?: string;
  readonly importing?: object;
}

function planOf(changes: readonly Change[], drift: readonly Change[] = []): unknown {
  const told = ({ address, actions, before, after, previous_address, importing }: Change): unknown => ({
    ...{ address, previous_address },
    mode: "managed",
    type: address.split(".")[0],
    name: address.split(".")[1],
    change: {
      actions,
      before,
      after,
      importing,
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: {},
    },
  });
  return {
    format_version: "1.2",
    resource_changes: changes.map(told),
    resource_drift: drift.map(told),
    configuration: { root_module: {} },
  };
}

/** Makes a topic: nothing against it. */
export function harmlessPlan(name = "acme-topic"): unknown {
  return planOf([{ address: "aws_sns_topic.topic", actions: ["create"], before: null, after: { name } }]);
}

const TRAIL = { name: "acme-team-payments", enable_logging: true };

/** Switches a trail off, which orgtrail blocks. */
export const BLOCKED_PLAN = planOf([
  {
    address: "aws_cloudtrail.trail",
    actions: ["update"],
    before: TRAIL,
    after: { ...TRAIL, enable_logging: false },
  },
]);

/** Somebody has switched a trail off, and Terraform would switch it on again. */
export const DRIFTED_PLAN = planOf(
  [
    {
      address: "aws_cloudtrail.trail",
      actions: ["update"],
      before: { ...TRAIL, enable_logging: false },
      after: TRAIL,
    },
  ],
  [
    {
      address: "aws_cloudtrail.trail",
      actions: ["update"],
      before: TRAIL,
      after: { ...TRAIL, enable_logging: false },
    },
  ],
);

const UNCHANGED: Change = {
  address: "aws_sns_topic.topic",
  actions: ["no-op"],
  before: { name: "acme-topic" },
  after: { name: "acme-topic" },
};

/** Gives a topic another address in the state. */
export const MOVING_PLAN = planOf([{ ...UNCHANGED, previous_address: "aws_sns_topic.old" }]);

/** Takes a topic into the state. */
export const IMPORTING_PLAN = planOf([{ ...UNCHANGED, importing: { id: "arn:aws:sns:…:acme-topic" } }]);

/** Gives an output another value. */
export const OUTPUT_PLAN = {
  format_version: "1.2",
  output_changes: { topic: { actions: ["update"], before: "a", after: "b" } },
};
