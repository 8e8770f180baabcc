import fc from "fast-check";
import {
  fieldsOf,
  readSelector,
  renderAdvancedEventSelectors,
  type AdvancedEventSelector,
  type FieldConditions,
} from "../../../modules/event-selectors";
import { selector as anySelector } from "./arbitraries";

/** What a plan has of a selector, by field. */
function fieldsIn(selector: AdvancedEventSelector): ReadonlyMap<string, FieldConditions> {
  const [rendered] = renderAdvancedEventSelectors([selector]);
  return new Map(
    (rendered?.fieldSelector ?? []).map(({ field, equalTo, ...others }) => [
      field,
      { ...(equalTo !== undefined && { equals: equalTo }), ...others },
    ]),
  );
}

it("every selector that is written is read again, whatever its fields", () => {
  fc.assert(
    fc.property(anySelector, (selector) => {
      const read = readSelector(fieldsIn(selector));
      if (!("selector" in read)) throw new Error(read.why);
      expect(fieldsIn(read.selector)).toEqual(fieldsIn(selector));
    }),
  );
});

it.each([true, false])("a console session is read, asked for or left out: %s", (fromConsole) => {
  const selector = {
    category: "Data",
    resourceType: "AWS::S3::Object",
    sessionCredentialFromConsole: fromConsole,
  } as const;
  expect(readSelector(fieldsIn(selector))).toEqual({ selector });
});

describe("is not read, and why", () => {
  const data = { eventCategory: { equals: ["Data"] }, "resources.type": { equals: ["AWS::S3::Object"] } };
  it.each<[string, Readonly<Record<string, FieldConditions>>, string]>([
    ["no category", {}, "a selector compares eventCategory in a way that orgtrail does not know"],
    ["two categories", { eventCategory: { equals: ["Data", "Management"] } }, "compares eventCategory"],
    ["another category", { eventCategory: { equals: ["Insight"] } }, "has no category that orgtrail knows"],
    ["an inherited word", { eventCategory: { equals: ["toString"] } }, "no category that orgtrail knows"],
    ["a new field", { ...data, "new.field": { equals: ["x"] } }, "does not know: new.field"],
    ["a field of another category", { ...data, errorCode: { equals: ["x"] } }, "does not know: errorCode"],
    [
      "a type by its start",
      { ...data, "resources.type": { startsWith: ["AWS::"] } },
      "compares resources.type",
    ],
    ["a flag that is none", { ...data, readOnly: { equals: ["maybe"] } }, "compares readOnly"],
    ["a flag under another operator", { ...data, readOnly: { notEquals: ["true"] } }, "compares readOnly"],
    [
      "another error code",
      {
        eventCategory: { equals: ["NetworkActivity"] },
        eventSource: { equals: ["s3.amazonaws.com"] },
        errorCode: { equals: ["AccessDenied"] },
      },
      "errorCode is none that orgtrail knows: AccessDenied",
    ],
    [
      "another management source",
      { eventCategory: { equals: ["Management"] }, eventSource: { notEquals: ["new.amazonaws.com"] } },
      "an event source is none that orgtrail knows: new.amazonaws.com",
    ],
    [
      "chosen management sources",
      { eventCategory: { equals: ["Management"] }, eventSource: { equals: ["kms.amazonaws.com"] } },
      "a selector of management events chooses event sources",
    ],
  ])("%s", (_name, fields, why) => {
    expect(readSelector(new Map(Object.entries(fields)))).toEqual({
      why: expect.stringContaining(why) as unknown,
    });
  });
});

it("each property of a category is one field, and what it cannot do without stands first", () => {
  for (const category of ["Management", "Data", "NetworkActivity"]) {
    const fields = fieldsOf(category);
    expect(new Set(fields.map(({ property }) => property)).size).toBe(fields.length);
    expect(fields.filter(({ kind }) => kind === "one text").length).toBe(category === "Management" ? 0 : 1);
  }
});
