import {
  fieldsOf,
  type AdvancedEventSelector,
  type CategoryField,
  type CloudTrailEvent,
  type FieldConditions,
} from "../../../../modules/event-selectors";
import { ELSEWHERE, witnessTexts } from "./witness-texts";

export type DataEventSelector = Extract<AdvancedEventSelector, { readonly category: "Data" }>;
export type NetworkSelector = Extract<AdvancedEventSelector, { readonly category: "NetworkActivity" }>;

/** A field of selectors, with values that show every difference between them. */
export interface WitnessedField {
  /** What a selector calls it. */
  readonly property: string;
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
  readonly fields: readonly WitnessedField[];
}

/** The kinds of data events of a type of resource: reads and writes. @param isLeftOut whether nobody asks for the ARN's events */
export function dataKinds(
  type: string,
  selectors: readonly DataEventSelector[],
  isLeftOut: (arn: string) => boolean,
): readonly SelectorKind<DataEventSelector>[] {
  const resource = (arn: string): CloudTrailEvent => ({ resources: [{ type, ARN: arn }] });
  const fields = fieldsOf("Data").map((field): WitnessedField =>
    field.field === "resources.ARN"
      ? {
          property: field.property,
          events: textsOf(field, selectors)
            .filter((arn) => !isLeftOut(arn))
            .map(resource),
        }
      : witnessed(field, selectors),
  );
  return [true, false].map((readOnly) => ({
    title: `${readOnly ? "reads" : "writes"} of ${type}`,
    category: "Data",
    bare: { category: "Data", resourceType: type },
    event: { eventCategory: "Data", ...resource(ELSEWHERE), readOnly },
    fields,
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
    fields: fieldsOf("NetworkActivity").map((field) => witnessed(field, selectors)),
  };
}

/** Events that differ in the field alone. Where it tells the kind itself, there is no difference. */
function witnessed(row: CategoryField, selectors: readonly AdvancedEventSelector[]): WitnessedField {
  const { property, field, kind } = row;
  switch (kind) {
    case "conditions":
      return { property, events: textsOf(row, selectors).map((text) => eventWith(field, text)) };
    case "true or absent":
      return { property, events: [{}, eventWith(field, "true")] };
    case "error code":
      return { property, events: [{}, eventWith(field, "VpceAccessDenied")] };
    default:
      return { property, events: [{}] };
  }
}

function textsOf(
  { property }: CategoryField,
  selectors: readonly AdvancedEventSelector[],
): readonly string[] {
  return witnessTexts(
    selectors.map(
      (selector) => selector[property as keyof AdvancedEventSelector] as FieldConditions | undefined,
    ),
  );
}

/** What of an event has the text in the field, which CloudTrail names by where it stands. */
function eventWith(field: string, text: string): CloudTrailEvent {
  return field.split(".").reduceRight<unknown>((value, step) => ({ [step]: value }), text) as CloudTrailEvent;
}
