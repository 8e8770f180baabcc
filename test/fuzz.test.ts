import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import fc from "fast-check";
import { parseDocument } from "yaml";
import { buildApp } from "../stacks/app";
import { isFault, readSource, type Fault } from "../stacks/config";
import { explain } from "../tools/explain/explain";
import { reportedResource } from "../tools/plan/report";
import { PlanFormatError } from "../tools/plan/terraform-plan";
import { judge as verdictsOn } from "../tools/plan/verdict";
import { readRequestFile } from "../tools/prove/request-file";
import {
  configurationOf,
  EVERYTHING_CENTRAL_TEAM,
  EVERYTHING_ORGANIZATION,
  referenceConfiguration,
} from "./support/configurations";
import { faultsOf } from "./stacks/config/faults-of";
import { logText, managementEvent, objectEvent } from "./tools/explain/events";
import { ROOT } from "./support/run";
import { readPlan } from "./tools/plan/plan-json";

/**
 * Whatever is in a file, each reader of files ends, throws nothing that is not for a person, and says of each fault where it is: for a
 * minute in CI. FUZZ_SEED plays a run again, FUZZ_SECONDS makes it longer.
 */
const SECONDS = Number(process.env["FUZZ_SECONDS"] ?? (process.env["CI"] === undefined ? "5" : "60"));
const SEED = Number(process.env["FUZZ_SEED"] ?? String(Date.now() % 2 ** 31));
const READERS = 5;
const share = (SECONDS * 1000) / READERS;

const folder = mkdtempSync(join(tmpdir(), "orgtrail-fuzz-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Bytes of a text, with some of them changed, doubled, left out or cut off. */
function mutated(text: string): fc.Arbitrary<Buffer> {
  const edit = fc.tuple(
    fc.nat(),
    fc.nat(40),
    fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc.constantFrom(..."{}[]:,-#&*!|>'\"%@`\n\t\0\r".split("")).map((sign) => Buffer.from(sign)),
    ),
  );
  return fc.tuple(fc.array(edit, { maxLength: 6 }), fc.option(fc.nat())).map(([edits, end]) => {
    let bytes = Buffer.from(text);
    for (const [place, length, by] of edits) {
      const at = place % (bytes.length + 1);
      bytes = Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + length)]);
    }
    return end === null ? bytes : bytes.subarray(0, end % (bytes.length + 1));
  });
}

/** A text of YAML with some of its values put in place of by any other value. */
function restructured(text: string): fc.Arbitrary<string> {
  const pairs = [...text.matchAll(/(?<=[:,[{-] )[^\s,[\]{}]+/g)];
  return fc
    .array(fc.tuple(fc.nat(pairs.length - 1), fc.json({ maxDepth: 2 })), { minLength: 1, maxLength: 4 })
    .map((edits) => {
      const by = new Map(edits);
      let result = "";
      let from = 0;
      pairs.forEach((pair, index) => {
        const value = by.get(index);
        if (value === undefined) return;
        result += text.slice(from, pair.index) + value;
        from = pair.index + pair[0].length;
      });
      return result + text.slice(from);
    });
}

/** A text of JSON with some of its values, and of the JSON in its texts, put in place of by any other value. */
function withOtherValues(text: string): fc.Arbitrary<string> {
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      "",
      "*",
      "${a}",
      '{"Statement":[{}]}',
      '{"Statement":{"Effect":"Allow"}}',
      "__proto__",
      [],
    ),
  );
  return fc.array(fc.tuple(fc.nat(400), anything), { minLength: 1, maxLength: 4 }).map((edits) => {
    const by = new Map(edits);
    let place = 0;
    const edit = (value: unknown): unknown => {
      place += 1;
      if (by.has(place)) return by.get(place);
      if (typeof value === "string" && value.startsWith("{") && isJson(value)) {
        return JSON.stringify(edit(JSON.parse(value)));
      }
      if (Array.isArray(value)) return value.map(edit);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, edit(inner)]));
    };
    return JSON.stringify(edit(JSON.parse(text)));
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** @throws where a fault has no place in its file, or says nothing */
function judge(faults: readonly Fault[], texts: Readonly<Record<string, string>>): void {
  for (const { file, line, column, what, remedy } of faults) {
    const lines = (texts[file] ?? "").split("\n");
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(`${what}${remedy}`).not.toMatch(/undefined|\[object |\n\s+at /);
    expect([what, remedy]).not.toContain("");
  }
}

/** What a file with these bytes has as text, by the door that all commands read by; undefined where that refuses it with a place. */
function textIn(bytes: Uint8Array): string | undefined {
  const file = join(folder, "file");
  writeFileSync(file, bytes);
  const source = readSource(file);
  if (!isFault(source)) return source.text;
  judge([source], { [file]: Buffer.from(bytes).toString() });
  return undefined;
}

jest.setTimeout(share + 60_000);

const LIMITS = {
  seed: SEED,
  interruptAfterTimeLimit: share,
  markInterruptAsFailure: false,
  numRuns: 1_000_000,
};

describe(`whatever is in a file (seed ${SEED}, ${SECONDS} s)`, () => {
  it("of configuration, in its bytes", () => {
    fc.assert(
      fc.property(mutated(EVERYTHING_ORGANIZATION), mutated(EVERYTHING_CENTRAL_TEAM), (...files) => {
        const [organization = "", team = ""] = files.map((bytes) => textIn(bytes) ?? "");
        judge(faultsOf(organization, team), {
          "organization.yaml": organization,
          "teams/1.yaml": team,
        });
      }),
      LIMITS,
    );
  });

  it("of configuration, in its values", () => {
    fc.assert(
      fc.property(
        restructured(EVERYTHING_ORGANIZATION),
        restructured(EVERYTHING_CENTRAL_TEAM),
        (organization, team) => {
          const faults = faultsOf(organization, team);
          judge(faults, { "organization.yaml": organization, "teams/1.yaml": team });
          // What a construct says has no line: whatever is wrong with a file is found before.
          if (faults.length === 0) buildApp(configurationOf(organization, team), { outdir: folder });
        },
      ),
      LIMITS,
    );
  });

  it("of logs", async () => {
    const configuration = referenceConfiguration();
    const log = logText(managementEvent(), objectEvent("s3:GetObject", "bucket/key"), managementEvent());
    await fc.assert(
      fc.asyncProperty(mutated(log), async (bytes) => {
        const standardInput = Readable.from([bytes]);
        const { failures } = await explain(configuration, { inputs: ["-"], standardInput, top: 1 });
        for (const { first, count } of failures) {
          expect(first).not.toMatch(/undefined|\[object |\n\s+at /);
          expect(count).toBeGreaterThanOrEqual(1);
        }
      }),
      LIMITS,
    );
  });

  it("of requests", () => {
    const requests = join(ROOT, "tools", "prove", "requests");
    const [name = ""] = readdirSync(requests).filter((each) => each.startsWith("deletes"));
    const text = readFileSync(join(requests, name), "utf8");
    expect(parseDocument(text).errors).toEqual([]);
    fc.assert(
      fc.property(
        fc.oneof(
          mutated(text),
          restructured(text).map((each) => Buffer.from(each)),
        ),
        (bytes) => {
          const read = textIn(bytes);
          if (read !== undefined)
            judge(readRequestFile({ file: "r.yaml", text: read }).faults, { "r.yaml": read });
        },
      ),
      LIMITS,
    );
  });

  it("of plans, up to the verdict and what is told of it", () => {
    const policy = (action: string): string =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Sid: "One", Effect: "Allow", Principal: { AWS: "*" }, Action: action, Resource: "*" },
          {
            ...{ Effect: "Deny", Principal: "*", NotAction: ["s3:*"], Resource: ["arn:aws:s3:::a", "*"] },
            Condition: { StringNotLike: { "aws:PrincipalArn": ["arn:aws:iam::222222222222:role/*"] } },
          },
        ],
      });
    const selector = (name: string): object => ({
      name,
      field_selector: [{ field: "eventCategory", equals: ["Management"] }],
    });
    const resource = (type: string, before: object, after: object): object => ({
      ...{ address: `${type}.one`, mode: "managed", type, name: "one" },
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: {
        ...{ actions: ["update"], before, after, after_unknown: { arn: true } },
        ...{ before_sensitive: {}, after_sensitive: { tags: true } },
      },
    });
    const changes = [
      resource(
        "aws_cloudtrail",
        { name: "a", enable_logging: true, advanced_event_selector: [selector("a"), selector("b")] },
        { name: "b", enable_logging: false, advanced_event_selector: [selector("b")] },
      ),
      resource(
        "aws_s3_bucket_policy",
        { bucket: "b", policy: policy("s3:GetObject") },
        { bucket: "b", policy: policy("s3:*") },
      ),
      resource(
        "aws_kms_key",
        { policy: policy("kms:Decrypt") },
        { policy: policy("kms:*"), tags: { a: "b" } },
      ),
      resource(
        "aws_cloudwatch_event_rule",
        { event_pattern: '{"source":["aws.s3"]}', state: "ENABLED" },
        { event_pattern: '{"source":["aws.kms"]}', state: "DISABLED" },
      ),
      resource(
        "aws_cloudwatch_log_metric_filter",
        { pattern: '{ $.eventName = "A" }' },
        { pattern: '{ $.eventName = "B" }' },
      ),
      resource(
        "aws_s3_bucket_lifecycle_configuration",
        { rule: [] },
        { rule: [{ id: "a", status: "Enabled" }] },
      ),
    ];
    const whole = {
      ...{
        format_version: "1.2",
        complete: true,
        resource_changes: changes,
        resource_drift: changes.slice(1, 3),
      },
      output_changes: { a: { actions: ["update"], before: { a: 1 }, after: { a: 2 } } },
      configuration: {
        root_module: { resources: [{ address: "aws_cloudtrail.one", expressions: { name: {} } }] },
      },
    };
    const plan = JSON.stringify(whole);
    const configuration = referenceConfiguration();
    const stack = {
      stack: "log-archive",
      account: { name: "logArchive", id: "222222222222" },
      region: "us-east-1",
    };
    fc.assert(
      fc.property(
        fc.oneof(
          mutated(plan).map((bytes) => bytes.toString("utf8")),
          fc.json(),
          { weight: 8, arbitrary: withOtherValues(plan) },
        ),
        (text) => {
          try {
            const read = readPlan(text);
            const findings = verdictsOn({ ...stack, ...read }, configuration, "2026-01-01");
            const told = [
              ...findings.map(({ what }) => what),
              ...read.changes.map((each) => reportedResource(each)),
            ];
            expect(JSON.stringify(told)).not.toMatch(/\[object |\n\s+at /);
          } catch (error) {
            if (!(error instanceof PlanFormatError)) throw error;
            // zod says "received undefined" of what is missing.
            expect(error.message).not.toMatch(/(?<!received )undefined|\[object |\n\s+at /);
          }
        },
      ),
      LIMITS,
    );
  });
});
