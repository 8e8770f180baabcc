import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack, Testing } from "cdktf";
import fc from "fast-check";
import ts from "typescript";
import { controlQuery, type Control } from "../../modules/controls";
import { DetectionRules } from "../../modules/detection";
import {
  allOf,
  compileEventPattern,
  compileFilterPattern,
  fieldIs,
  fieldIsOneOf,
  parseFilterPattern,
  renderEventPattern,
  renderFilterPattern,
  UnsupportedPatternError,
} from "../../modules/event-patterns";
import { dashboardBody } from "../../modules/monitoring/dashboard-body";
import { AccountId, regionOf } from "../../modules/organization";
import { HOSTILE_PARTS, hostileText } from "../support/hostile";
import { queryFault } from "../support/insights-query";
import { ROOT } from "../support/run";

/** Texts that are more than text in a pattern, a query or a template of EventBridge. */
const sharp = fc.oneof(
  hostileText,
  fc
    .array(
      fc.constantFrom(
        ...HOSTILE_PARTS,
        '" || $.a = "',
        "*",
        "\\",
        "/",
        "` | fields x",
        "<who>",
        "<",
        ">",
        "' | ",
      ),
      {
        maxLength: 6,
      },
    )
    .map((parts) => parts.join("")),
);

const PLACE = {
  namePrefix: "acme",
  partition: "aws",
  account: AccountId.of("111111111111"),
  region: regionOf("aws", "us-east-1"),
} as const;

/** The pattern, or undefined where the text is refused. */
function patternOf(text: string): string | undefined {
  try {
    return renderFilterPattern(allOf(fieldIs("a.b", text), fieldIsOneOf("c", [text, "x"])));
  } catch (error) {
    if (error instanceof UnsupportedPatternError) return undefined;
    throw error;
  }
}

describe("a text of a user", () => {
  it("is the value of a metric filter that it was, or refused", () => {
    let rendered = 0;
    fc.assert(
      fc.property(sharp, (text) => {
        const pattern = patternOf(text);
        if (pattern === undefined) return;
        rendered += 1;
        expect(parseFilterPattern(pattern)).toEqual(
          allOf(fieldIs("a.b", text), fieldIsOneOf("c", [text, "x"])),
        );
        expect(pattern).not.toMatch(/\p{Cc}/u);
        const matches = compileFilterPattern(pattern);
        const plain = text.replaceAll("*", "");
        expect(matches({ a: { b: plain }, c: "x" })).toBe(true);
        if (!text.includes("*")) expect(matches({ a: { b: `${plain}!` }, c: "x" })).toBe(false);
      }),
    );
    expect(rendered).toBeGreaterThan(5);
  });

  it("is the value of a query that it was, and begins no command", () => {
    fc.assert(
      fc.property(sharp, (text) => {
        const pattern = patternOf(text);
        if (pattern === undefined) return;
        const control = { id: "x", patterns: [pattern] } as unknown as Control;
        const { text: query } = controlQuery(control);
        expect(query.split("\n")).toHaveLength(4);
        expect(queryFault(query)).toBeUndefined();
      }),
    );
  });

  it("is the value of an event pattern that it was", () => {
    fc.assert(
      fc.property(sharp, (text) => {
        const pattern = { source: [text], detail: { name: [{ prefix: text }, { "anything-but": text }] } };
        expect(JSON.parse(renderEventPattern(pattern))).toEqual(pattern);
        expect(compileEventPattern({ source: [text] })({ source: text })).toBe(true);
        expect(compileEventPattern({ source: [text] })({ source: `${text}!` })).toBe(false);
      }),
    );
  });

  it("is no word that EventBridge fills into a message, and ends none", () => {
    fc.assert(
      fc.property(
        sharp.filter((text) => text !== ""),
        (text) => {
          const control = {
            ...{ id: "x", title: text, severity: "high", happened: text, firstStep: text },
            ...{ patterns: [], threshold: 1, periodMinutes: 5, rule: { source: ["a"] } },
          } as unknown as Control;
          const app = new App({ outdir: "unused", stackTraces: false });
          const stack = new TerraformStack(app, "s");
          new DetectionRules(stack, "d", {
            ...{
              place: PLACE,
              controls: [control],
              topicArns: { high: "arn:aws:sns:us-east-1:111111111111:t" },
            },
          });
          const { resource } = JSON.parse(Testing.synth(stack)) as {
            readonly resource: Readonly<Record<string, Readonly<Record<string, Target>>>>;
          };
          const templates = Object.values(resource["aws_cloudwatch_event_target"] ?? {}).flatMap(
            ({ input_transformer: transformer }) => (transformer === undefined ? [] : [transformer]),
          );
          expect(templates.length).toBeGreaterThan(0);
          for (const { input_paths: paths, input_template: template } of templates) {
            const words = [...String(JSON.parse(template.replaceAll("$${", "${"))).matchAll(/<([^<>]*)>?/g)];
            expect(words.map(([, word = ""]) => word).filter((word) => !Object.hasOwn(paths, word))).toEqual(
              [],
            );
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it("leaves a dashboard as it is", () => {
    fc.assert(
      fc.property(sharp, (text) => {
        const body = dashboardBody({
          ...{ place: PLACE, title: text, logGroupName: text, controlMetrics: [text] },
          ...{ alarmNames: [text], topicNames: [text], deadLetterQueueName: text, deliveryTopicName: text },
        });
        const { widgets } = JSON.parse(body) as { readonly widgets: readonly Widget[] };
        const queries = widgets.flatMap(({ properties: { query } }) => (query === undefined ? [] : [query]));
        expect(widgets).toHaveLength(8);
        for (const query of queries) expect(query.split("'")).toHaveLength(3);
      }),
    );
  });
});

interface Target {
  readonly input_transformer?: {
    readonly input_paths: Readonly<Record<string, string>>;
    readonly input_template: string;
  };
}

interface Widget {
  readonly properties: { readonly query?: string };
}

/** The files that write these languages, or read them. */
const WRITERS = [
  "modules/controls/saved-query.ts",
  "modules/event-patterns/filter-parser.ts",
  "modules/event-patterns/filter-render.ts",
  "modules/event-patterns/filter-syntax.ts",
  "modules/log-search/metrics-query.ts",
  "modules/questions/insights-query.ts",
  "modules/questions/sql-query.ts",
  "tools/query/event-store.ts",
  "tools/query/tables.ts",
];

/** A metric filter's field, how a command of a query begins, or one of SQL's. */
const LANGUAGE =
  /(?:^|[ ({])\$\.\w|^\s*(?:fields|filter|parse|sort|stats) |^SOURCE |(?:^|\s)(?:SELECT|FROM|WHERE|INSERT|CREATE TABLE) /;

/** The template literals of a file that put something into one of these languages. */
function puttingTogether(file: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateExpression(node)) {
      const texts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
      if (texts.some((text) => LANGUAGE.test(text))) found.push(`${file}: ${texts.join("…")}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.ES2022));
  return found;
}

test("nothing is put together to a pattern or a query but where these are written", () => {
  const files = ["modules", "stacks", "tools"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
      .map((file) => join(folder, file)),
  );
  expect(files.filter((file) => !WRITERS.includes(file)).flatMap(puttingTogether)).toEqual([]);
  expect(WRITERS.flatMap(puttingTogether).length).toBeGreaterThan(0);
});
