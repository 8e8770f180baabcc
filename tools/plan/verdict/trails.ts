import { listPrice, priceText, type PricedEvents } from "../../../modules/event-selectors";
import {
  at,
  blocksAt,
  isKnown,
  isNothing,
  shownChange,
  textAt,
  type JsonValue,
} from "../../../modules/facts";
import { sidesOf, type StackPlan } from "../change";
import {
  lostLogFileCalls,
  managementChange,
  managementKinds,
  recordedDeliveries,
  recordingChange,
  trailChange,
} from "./selectors";
import type { Judges, Observation } from "./verdict";

/** The events a day for which the estimate is made: a plan cannot know how many there are. */
const ASSUMED_EVENTS_A_DAY = 1_000_000;
const DAYS = 30;

/** What is commonly told; AWS's price list was not at hand. */
const INSIGHTS_PRICE =
  "about $0.35 per 100,000 management events analysed, for each kind (a price that is not verified)";

/** A kind of events, as it is told. */
const S3_WRITES = "writes of AWS::S3::Object";

/** What a trail records more by an attribute that is switched on. */
const WIDER = {
  include_global_service_events: "the trail records the events of global services, too",
  is_multi_region_trail: "the trail records every Region",
  is_organization_trail: "the trail records every account of the organization, for all who read its bucket",
} as const;

/** What is judged of trails with more than one attribute: what they record, and whom they tell. */
export const TRAILS: Judges = {
  "management-events-lost": (change) => {
    // What a team's trail leaves out, the organization's records.
    if (!isOfOrganization(change.before)) return [];
    const { lost, why } = managementChange(change);
    if (lost.length === 0) return [];
    return why === undefined
      ? [`the trail no longer records ${lost.join(", ")}`]
      : [`it cannot be seen that the trail still records ${lost.join(", ")}: ${why}`];
  },

  "fewer-events": (change, { configuration }) => {
    const recording = trailChange(change);
    if (recording === undefined) return [];
    if (recording.kind === "unreadable") return [`what the trail records cannot be judged: ${recording.why}`];
    const { before, after } = recording;
    if (before === undefined) return [];
    const ofOrganization = isOfOrganization(change.before);
    const lost = ofOrganization ? [] : managementChange(change).lost;
    const { fewer, notJudged } = recordingChange(before, after, configuration);
    const titles = fewer.map(({ title }) => title);
    // Of a new log bucket a team's trail records nothing more; the organization's records what is done to files of each.
    // What is told of all objects is told of these.
    const told = [...fewer, ...notJudged].some(({ title }) => title === S3_WRITES);
    const calls = ofOrganization && !told ? lostLogFileCalls(before, after, configuration) : [];
    const all = [
      ...lost,
      ...titles,
      ...(calls.length === 0 ? [] : [`${calls.join(", ")} on files in log buckets`]),
    ];
    return [
      ...(all.length === 0 ? [] : [`the trail no longer records all ${all.join(", ")} that it did`]),
      ...notJudged.map(
        ({ title }) =>
          `it cannot be judged whether the trail records all ${title} that it did: the selectors have too many combinations`,
      ),
    ];
  },

  "more-events": (change, { configuration }) => {
    const wider = Object.entries(WIDER).flatMap(([name, what]) => {
      const sides = change.type === "aws_cloudtrail" ? sidesOf(change) : undefined;
      return at(sides?.after, name) === true && at(sides?.before, name) === false ? [what] : [];
    });
    const recording = trailChange(change);
    if (recording?.kind !== "read") return wider;
    const { before, after, trail } = recording;
    const { more } = recordingChange(before, after, configuration);
    const had = before === undefined ? [] : managementKinds(before);
    // The organization trail's copy is the first, which is free.
    const copied = isOfOrganization(trail)
      ? []
      : managementKinds(after).filter((kind) => !had.includes(kind));
    const ofCategory = (category: "Data" | "NetworkActivity"): readonly string[] =>
      more.filter((kind) => kind.category === category).map(({ title }) => title);
    const isTold = more.some(({ title }) => title === S3_WRITES);
    const [looped, ...others] =
      before === undefined || isTold ? [] : recordedDeliveries(before, after, configuration);
    const beside = others.length === 0 ? "" : ` and ${others.length} more`;
    return [
      ...wider,
      ...(looped === undefined
        ? []
        : [`the trail records each delivery to log bucket ${looped}${beside}, which is delivered again`]),
      ...costing("data", ofCategory("Data"), "the trail records more"),
      ...costing("networkActivity", ofCategory("NetworkActivity"), "the trail records more"),
      ...costing("managementFurtherCopy", copied, "the trail makes a further copy of"),
    ];
  },

  "insights-changed": (change) => {
    const sides = change.type === "aws_cloudtrail" ? sidesOf(change) : undefined;
    const [before = [], after = []] = [sides?.before, sides?.after].map(insightsOf);
    const less = before.filter((kind) => !after.includes(kind));
    const more = after.filter((kind) => !before.includes(kind));
    return [
      ...(less.length > 0 ? [`Insights no longer looks for ${less.join(", ")}`] : []),
      ...(more.length > 0
        ? [{ what: `Insights looks for ${more.join(", ")} too`, estimate: INSIGHTS_PRICE }]
        : []),
    ];
  },

  "delivery-notification-removed": (change, { plan }) => {
    const sides = change.type === "aws_cloudtrail" ? sidesOf(change) : undefined;
    const topic = textAt(sides?.before, "sns_topic_name");
    const after = at(sides?.after, "sns_topic_name");
    if (topic === undefined || !isKnown(after) || topicName(topic, plan) === topicName(after, plan))
      return [];
    return isNothing(after)
      ? [`the trail no longer tells topic ${topic} of delivered log files`]
      : [
          `the trail tells another topic of delivered log files (sns_topic_name: ${shownChange(topic, after)})`,
        ];
  },
};

function isOfOrganization(trail: JsonValue | undefined): boolean {
  return at(trail, "is_organization_trail") === true;
}

function insightsOf(trail: JsonValue | undefined): readonly string[] {
  return blocksAt(trail, "insight_selector").flatMap((block) => textAt(block, "insight_type") ?? []);
}

/** A topic of the trail's own account and Region may be written by its name, or by its ARN. */
function topicName(value: unknown, { account, region }: StackPlan): unknown {
  if (typeof value !== "string") return value;
  const [arn, , service, itsRegion, itsAccount, name] = value.split(":");
  const isOwn = arn === "arn" && service === "sns" && itsRegion === region && itsAccount === account.id;
  return isOwn ? name : value;
}

function costing(of: PricedEvents, kinds: readonly string[], what: string): readonly Observation[] {
  if (kinds.length === 0) return [];
  const cost = listPrice(of, ASSUMED_EVENTS_A_DAY * DAYS).toFixed(2);
  const unverified = of === "networkActivity" ? " (a price that is not verified)" : "";
  return [
    {
      what: `${what} ${kinds.join(", ")}`,
      estimate:
        `${priceText(of)}${unverified}: if there are a million a day, $${cost} in ${DAYS} days. ` +
        "npx orgtrail explain counts them in your log files",
    },
  ];
}
