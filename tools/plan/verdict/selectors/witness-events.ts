import {
  advancedForm,
  type AdvancedEventSelector,
  type CloudTrailEvent,
  type FieldConditions,
  type TrailSelectors,
} from "../../../../modules/event-selectors";

/**
 * Events by which two trails can be told apart. Selectors compare whole texts, their starts and their ends, so an event at each
 * text that some selector names, right beyond it, and far from all of them shows every difference.
 */

type DataSelector = Extract<AdvancedEventSelector, { readonly category: "Data" }>;
type NetworkSelector = Extract<AdvancedEventSelector, { readonly category: "NetworkActivity" }>;

/** A text that no selector is likely to name. */
const ELSEWHERE = "orgtrail-elsewhere";

/** How many events one selector's combinations may make; beyond it, each field is varied by itself. */
const MOST_EVENTS = 4000;

/** Data and network activity events that tell the trails apart, wherever they differ in these. */
export function witnessEvents(...trails: readonly TrailSelectors[]): readonly CloudTrailEvent[] {
  const selectors = trails.flatMap(formsOf);
  return selectors.flatMap((selector) => {
    if (selector.category === "Data") return dataEvents(selector, selectors);
    return selector.category === "NetworkActivity" ? networkEvents(selector, selectors) : [];
  });
}

function formsOf(trail: TrailSelectors): readonly AdvancedEventSelector[] {
  return trail.kind === "advanced" ? trail.selectors : trail.selectors.flatMap(advancedForm);
}

function dataEvents(
  selector: DataSelector,
  all: readonly AdvancedEventSelector[],
): readonly CloudTrailEvent[] {
  const { resourceType: type } = selector;
  const peers = all.filter(
    (each) => each.category === "Data" && each.resourceType === type,
  ) as DataSelector[];
  const texts = (field: (peer: DataSelector) => FieldConditions | undefined) => textsOf(peers.map(field));
  const event = (
    readOnly: boolean,
    arn: string,
    eventName: string,
    source: string,
    eventType: string,
    who: string,
    console: boolean,
  ): CloudTrailEvent => ({
    eventCategory: "Data",
    eventSource: source,
    eventName,
    eventType,
    readOnly,
    resources: [{ type, ARN: arn }],
    userIdentity: { arn: who },
    ...(console && { sessionCredentialFromConsole: "true" }),
  });
  return combined(
    [
      [true, false],
      texts(({ resourceArn }) => resourceArn),
      texts(({ eventName }) => eventName),
      texts(({ eventSource }) => eventSource),
      texts(({ eventType }) => eventType),
      texts(({ userIdentityArn }) => userIdentityArn),
      [false, true],
    ],
    ([readOnly, arn, name, source, eventType, who, console]) =>
      event(
        readOnly === true,
        String(arn),
        String(name),
        String(source),
        String(eventType),
        String(who),
        console === true,
      ),
  );
}

function networkEvents(
  { eventSource }: NetworkSelector,
  all: readonly AdvancedEventSelector[],
): readonly CloudTrailEvent[] {
  const peers = all.filter(
    (each) => each.category === "NetworkActivity" && each.eventSource === eventSource,
  ) as NetworkSelector[];
  const texts = (field: (peer: NetworkSelector) => FieldConditions | undefined) => textsOf(peers.map(field));
  return combined(
    [
      texts(({ eventName }) => eventName),
      texts(({ vpcEndpointId }) => vpcEndpointId),
      texts(({ userIdentityArn }) => userIdentityArn),
      [undefined, "VpceAccessDenied"],
    ],
    ([eventName, vpcEndpointId, arn, errorCode]) => ({
      eventCategory: "NetworkActivity",
      eventSource,
      eventName,
      vpcEndpointId,
      userIdentity: { arn },
      ...(errorCode !== undefined && { errorCode }),
    }),
  );
}

/** Each text that a condition names, one that starts so, one that ends so, and one far away. */
function textsOf(conditions: readonly (FieldConditions | undefined)[]): readonly string[] {
  const texts = conditions.flatMap((each) => [
    ...[...(each?.equals ?? []), ...(each?.notEquals ?? [])],
    ...[...(each?.startsWith ?? []), ...(each?.notStartsWith ?? [])].map((start) => `${start}${ELSEWHERE}`),
    ...[...(each?.endsWith ?? []), ...(each?.notEndsWith ?? [])].map((end) => `${ELSEWHERE}${end}`),
  ]);
  return [...new Set([ELSEWHERE, ...texts])];
}

type Choice = string | boolean | undefined;

/** An event of every combination; where these are too many, of each choice with the first of all others. */
function combined(
  choices: readonly (readonly Choice[])[],
  event: (choice: readonly Choice[]) => CloudTrailEvent,
): readonly CloudTrailEvent[] {
  const count = choices.reduce((product, { length }) => product * length, 1);
  if (count > MOST_EVENTS) {
    const first = choices.map(([choice]) => choice);
    return choices.flatMap((each, position) => each.map((choice) => event(first.with(position, choice))));
  }
  const rows = choices.reduce<readonly (readonly Choice[])[]>(
    (rows, each) => rows.flatMap((row) => each.map((choice) => [...row, choice])),
    [[]],
  );
  return rows.map(event);
}
