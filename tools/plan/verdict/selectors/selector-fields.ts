import type {
  AdvancedEventSelector,
  CloudTrailEvent,
  FieldConditions,
} from "../../../../modules/event-selectors";
import { ELSEWHERE, witnessTexts } from "./witness-texts";

export type DataSelector = Extract<AdvancedEventSelector, { readonly category: "Data" }>;
export type NetworkSelector = Extract<AdvancedEventSelector, { readonly category: "NetworkActivity" }>;

/** A field of selectors, with values that show every difference between them. */
export interface SelectorField<Selector> {
  readonly name: keyof Selector;
  /** What of an event has the field, for each value. */
  readonly events: readonly CloudTrailEvent[];
}

/** Selectors that may record the same events, and how these differ. */
export interface SelectorKind<Selector> {
  /** The kind in words, such as "reads of AWS::S3::Object". */
  readonly title: string;
  readonly category: "Data" | "NetworkActivity";
  /** The least that a selector of the kind has. */
  readonly bare: Selector;
  /** The least that an event of the kind has. */
  readonly event: CloudTrailEvent;
  readonly fields: readonly SelectorField<Selector>[];
}

/** The kinds of data events of a type of resource: reads and writes. @param isLeftOut whether nobody asks for the ARN's events */
export function dataKinds(
  type: string,
  selectors: readonly DataSelector[],
  isLeftOut: (arn: string) => boolean,
): readonly SelectorKind<DataSelector>[] {
  const resource = (arn: string): CloudTrailEvent => ({ resources: [{ type, ARN: arn }] });
  const arns = witnessTexts(selectors.map(({ resourceArn }) => resourceArn)).filter((arn) => !isLeftOut(arn));
  const fields: readonly SelectorField<DataSelector>[] = [
    { name: "resourceArn", events: arns.map(resource) },
    field(
      "eventName",
      selectors.map((each) => each.eventName),
      (eventName) => ({ eventName }),
    ),
    field(
      "eventSource",
      selectors.map((each) => each.eventSource),
      (eventSource) => ({ eventSource }),
    ),
    field(
      "eventType",
      selectors.map((each) => each.eventType),
      (eventType) => ({ eventType }),
    ),
    field(
      "userIdentityArn",
      selectors.map((each) => each.userIdentityArn),
      (arn) => ({ userIdentity: { arn } }),
    ),
    { name: "sessionCredentialFromConsole", events: [{}, { sessionCredentialFromConsole: "true" }] },
  ];
  return [true, false].map((readOnly) => ({
    title: `${readOnly ? "reads" : "writes"} of ${type}`,
    category: "Data",
    bare: { category: "Data", resourceType: type },
    event: { eventCategory: "Data", ...resource(ELSEWHERE), readOnly },
    fields: [{ name: "readOnly", events: [{ readOnly }] }, ...fields],
  }));
}

/** The kind of network activity events of a service. */
export function networkKind(
  eventSource: string,
  selectors: readonly NetworkSelector[],
): SelectorKind<NetworkSelector> {
  return {
    title: `network activity of ${eventSource}`,
    category: "NetworkActivity",
    bare: { category: "NetworkActivity", eventSource },
    event: { eventCategory: "NetworkActivity", eventSource },
    fields: [
      field(
        "eventName",
        selectors.map((each) => each.eventName),
        (eventName) => ({ eventName }),
      ),
      field(
        "vpcEndpointId",
        selectors.map((each) => each.vpcEndpointId),
        (vpcEndpointId) => ({ vpcEndpointId }),
      ),
      field(
        "userIdentityArn",
        selectors.map((each) => each.userIdentityArn),
        (arn) => ({ userIdentity: { arn } }),
      ),
      { name: "errorCode", events: [{}, { errorCode: "VpceAccessDenied" }] },
    ],
  };
}

function field<Selector extends DataSelector | NetworkSelector>(
  name: keyof Selector,
  conditions: readonly (FieldConditions | undefined)[],
  event: (text: string) => CloudTrailEvent,
): SelectorField<Selector> {
  return { name, events: witnessTexts(conditions).map(event) };
}
