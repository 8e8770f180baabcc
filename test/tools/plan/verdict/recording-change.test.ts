import fc from "fast-check";
import {
  compileSelectors,
  renderAdvancedEventSelectors,
  type AdvancedEventSelector,
  type FieldConditions,
  type RenderedFieldSelector,
  type TrailSelectors,
} from "../../../../modules/event-selectors";
import type { JsonObject } from "../../../../tools/plan/change";
import { readSelectors } from "../../../../tools/plan/verdict/selectors/read-selectors";
import { recordingChange } from "../../../../tools/plan/verdict/selectors";
import { referenceConfiguration } from "../../../support/configurations";

const configuration = referenceConfiguration();

const texts = ["arn:aws:s3:::a", "arn:aws:s3:::a/", "arn:aws:s3:::b/", "arn:aws:s3:::b/c"];
const names = ["GetObject", "PutObject", "PutObjectAcl"];

function conditionsOn(values: readonly string[]): fc.Arbitrary<FieldConditions> {
  const some = fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
  const operator = fc.constantFrom(
    ...["equals", "startsWith", "endsWith", "notEquals", "notStartsWith", "notEndsWith"],
  );
  return fc
    .array(fc.tuple(operator, some), { minLength: 1, maxLength: 2 })
    .map((conditions) => Object.fromEntries(conditions));
}

const anySelector: fc.Arbitrary<AdvancedEventSelector> = fc
  .record(
    {
      readOnly: fc.boolean(),
      resourceArn: conditionsOn(texts),
      eventName: conditionsOn(names),
    },
    { requiredKeys: [] },
  )
  .map((fields) => ({ category: "Data", resourceType: "AWS::S3::Object", ...fields }));

const anyTrail: fc.Arbitrary<TrailSelectors> = fc
  .array(anySelector, { minLength: 1, maxLength: 4 })
  .map((selectors) => ({ kind: "advanced", selectors }));

const ATTRIBUTES = {
  equalTo: "equals",
  startsWith: "starts_with",
  endsWith: "ends_with",
  notEquals: "not_equals",
  notStartsWith: "not_starts_with",
  notEndsWith: "not_ends_with",
} as const satisfies Partial<Record<keyof RenderedFieldSelector, string>>;

/** The trail as Terraform's plan writes it. */
function planned(selectors: readonly AdvancedEventSelector[]): JsonObject {
  return {
    event_selector: [],
    advanced_event_selector: renderAdvancedEventSelectors(selectors).map(
      ({ name = null, fieldSelector }) => ({
        name,
        field_selector: fieldSelector.map((rendered) => ({
          field: rendered.field,
          ...Object.fromEntries(
            Object.entries(ATTRIBUTES).map(([key, attribute]) => [
              attribute,
              rendered[key as keyof typeof ATTRIBUTES] ?? [],
            ]),
          ),
        })),
      }),
    ),
  };
}

it("reads back what was rendered: the trail records the same", () => {
  fc.assert(
    fc.property(anyTrail, (trail) => {
      if (trail.kind === "basic") return;
      const read = readSelectors(planned(trail.selectors));
      expect(recordingChange(trail, read, configuration)).toEqual({ more: [], fewer: [], notJudged: [] });
      expect(recordingChange(read, trail, configuration)).toEqual({ more: [], fewer: [], notJudged: [] });
    }),
  );
});

it("finds more in one direction where it finds fewer in the other", () => {
  fc.assert(
    fc.property(anyTrail, anyTrail, (one, other) => {
      const there = recordingChange(one, other, configuration);
      const back = recordingChange(other, one, configuration);
      expect([there.more, there.fewer]).toEqual([back.fewer, back.more]);
    }),
  );
});

it("misses no event that only one of the trails records", () => {
  const anyEvent = fc
    .record({
      readOnly: fc.boolean(),
      eventName: fc.constantFrom(...names, "GetObjectAcl", "DeleteObject"),
      arn: fc.constantFrom(...texts.flatMap((text) => [text, `${text}x`, `${text}c`, `x${text}`])),
    })
    .map(({ readOnly, eventName, arn }) => ({
      eventCategory: "Data",
      readOnly,
      eventName,
      resources: [{ type: "AWS::S3::Object", ARN: arn }],
    }));
  fc.assert(
    fc.property(anyTrail, anyTrail, anyEvent, (one, other, event) => {
      const [was, is] = [one, other].map((trail) => compileSelectors(trail)(event) !== undefined);
      const { more, fewer } = recordingChange(one, other, configuration);
      const title = `${event.readOnly ? "reads" : "writes"} of AWS::S3::Object`;
      if (is === true && was === false) expect(more.map((kind) => kind.title)).toContain(title);
      if (was === true && is === false) expect(fewer.map((kind) => kind.title)).toContain(title);
    }),
    { numRuns: 500 },
  );
});

it("finds no more than an event shows, of all that texts can be", () => {
  const around = (values: readonly string[]): readonly string[] => [
    ...values,
    ...["", ...values].flatMap((start) => ["", ...values].map((end) => `${start}-${end}`)),
  ];
  const events = around(texts).flatMap((arn) =>
    around(names).map((eventName) => ({
      ...{ eventCategory: "Data", readOnly: false, eventName },
      resources: [{ type: "AWS::S3::Object", ARN: arn }],
    })),
  );
  fc.assert(
    fc.property(anyTrail, anyTrail, (one, other) => {
      const [was, is] = [one, other].map((trail) => compileSelectors(trail));
      const found = recordingChange(one, other, configuration).more.some(({ title }) =>
        title.startsWith("writes"),
      );
      const shown = events.some((event) => was?.(event) === undefined && is?.(event) !== undefined);
      expect(found).toBe(shown);
    }),
    { numRuns: 300 },
  );
});

it("finds nothing in a trail of which nothing is left out but log buckets", () => {
  const all: AdvancedEventSelector = { category: "Data", resourceType: "AWS::S3::Object" };
  const without: AdvancedEventSelector = {
    ...all,
    resourceArn: { notStartsWith: ["arn:aws:s3:::acme-cloudtrail-222222222222-team-new/"] },
  };
  const trail = (selector: AdvancedEventSelector): TrailSelectors => ({
    kind: "advanced",
    selectors: [selector],
  });
  expect(recordingChange(trail(all), trail(without), configuration)).toEqual({
    more: [],
    fewer: [],
    notJudged: [],
  });
});
