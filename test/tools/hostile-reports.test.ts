import { Readable } from "node:stream";
import fc from "fast-check";
import { affectedLines, affectedReport } from "../../tools/affected/report";
import { explain } from "../../tools/explain/explain";
import { explanationLines, failureLines } from "../../tools/explain/report";
import { markdownReport, terminalReport } from "../../tools/plan/report";
import { reportLines } from "../../tools/prove/report";
import { answerLines, csvLines, unreadLines } from "../../tools/query/report";
import { summaryLines } from "../../tools/sandbox/summary";
import { jsonText, linesOf, textOf } from "../../tools/terminal";
import { referenceConfiguration } from "../support/configurations";
import { hostileText, UNSAFE_OUTPUT } from "../support/hostile";
import { logText, objectEvent } from "./explain/events";
import { failed, finding, planned, report, resource } from "./plan/reports";

/** Stands where a text of anybody's does. */
const TEXT = "a text of anybody's";

/** The sample with the text in each such place, keys of maps among them. */
function filled<T>(sample: T, text: string): T {
  if (sample === TEXT) return text as T;
  if (Array.isArray(sample)) return sample.map((each: unknown) => filled(each, text)) as T;
  if (typeof sample !== "object" || sample === null) return sample;
  return Object.fromEntries(
    Object.entries(sample).map(([key, value]) => [
      key === TEXT ? `${text}x` : key,
      filled(value as unknown, text),
    ]),
  ) as T;
}

const account = { name: TEXT, id: TEXT };
const place = { stack: TEXT, account, region: TEXT };
const acceptance = { reason: TEXT, until: TEXT };
const about = { stack: TEXT, address: TEXT, what: TEXT, why: TEXT };

const PLAN = report(
  [
    planned(TEXT, {
      ...{ account, region: TEXT, verdict: "blocked", fingerprint: TEXT, refused: TEXT },
      findings: [
        finding({ ...about, estimate: TEXT, accepted: acceptance, expired: acceptance }),
        finding({ ...about, verdict: "review", rule: "plan-not-known", drift: "stays" }),
        finding({ ...about, tooFarAhead: { ...acceptance, latest: TEXT } }),
      ],
      overrides: [{ rule: "logging-stopped", stack: TEXT, resource: TEXT, ...acceptance }],
      changes: [
        resource({
          ...{ address: TEXT, type: TEXT },
          attributes: [
            { path: TEXT, before: TEXT, after: { [TEXT]: [TEXT] }, replaces: true },
            { path: TEXT, before: [TEXT], after: [], replaces: false },
            {
              ...{ path: TEXT, before: {}, after: {}, replaces: false },
              statements: [
                {
                  ...{ statement: TEXT, change: "changed", effect: TEXT },
                  parts: [{ part: TEXT, added: [TEXT], removed: [TEXT] }],
                },
              ],
            },
          ],
        }),
      ],
      drift: [resource({ address: TEXT, attributes: [{ path: TEXT, before: TEXT, replaces: false }] })],
      moves: [{ from: TEXT, address: TEXT }],
      imports: [{ address: TEXT, id: TEXT }],
      outputs: [{ name: TEXT, before: TEXT, after: TEXT }],
    }),
    failed(TEXT, TEXT),
  ],
  {
    ...{ drift: true, removed: [place], unplanned: [place] },
    unusedAcceptances: [{ rule: TEXT, stack: TEXT, until: TEXT }],
  },
);

const row = { request: TEXT, file: TEXT, line: 1, why: TEXT, reason: TEXT };
const PROOF: Parameters<typeof reportLines>[0] = {
  ...{ statements: { asked: 1, proven: 0 }, rows: 1, requests: 1, failed: 1 },
  unproven: [
    {
      ...{ statement: TEXT, file: TEXT, line: 1, why: TEXT, of: TEXT, answer: "refuted", because: [TEXT] },
      request: {
        ...{ principal: TEXT, action: TEXT, resource: TEXT, context: { [TEXT]: TEXT }, got: TEXT },
        ...{ decidedBy: TEXT, reason: TEXT },
      },
    },
  ],
  failures: [
    {
      ...row,
      ...{
        principal: TEXT,
        // These are words of orgtrail's own, and any text here.
        ...({ can: TEXT, context: [TEXT], expected: TEXT, got: TEXT } as object as Readonly<
          Record<"can" | "context" | "expected" | "got", never>
        >),
        ...{ action: TEXT, resource: TEXT, of: TEXT },
      },
      ...{ statement: TEXT, policy: TEXT },
    },
  ],
  idle: [row],
  notApplicable: [TEXT],
};

const STACK = { stack: TEXT, account: TEXT, accountId: TEXT, region: TEXT, change: "changed" } as const;
const AFFECTED = {
  ...{ base: { ref: TEXT, commit: TEXT, mergeBase: true }, total: 3 },
  stacks: [STACK, { ...STACK, change: "removed" }, { ...STACK, change: "added" }],
} as const;

const SANDBOX: Parameters<typeof summaryLines>[0] = {
  ...{ endpoint: TEXT, seconds: 1 },
  accounts: [{ account, found: [{ kind: TEXT, name: TEXT, details: [TEXT] }] }],
  stacks: [{ stack: TEXT, seconds: 1, plannedOnly: [{ address: TEXT, reason: TEXT }] }],
};

const ROWS = { columns: [TEXT, "b"], rows: [[TEXT, null]] } as const;
const LOADED = { files: 1, events: 1, failures: [{ file: TEXT, count: 2, first: TEXT }] } as const;

/** What each command prints of a text of anybody's, as a whole. */
const PRINTED: Readonly<Record<string, (text: string) => string>> = {
  "plan, in a terminal": (text) => textOf(terminalReport(filled(PLAN, text))),
  "plan --json": (text) => jsonText(filled(PLAN, text), 2),
  "plan --markdown -": (text) => textOf(linesOf(markdownReport(filled(PLAN, text)))),
  "prove, in a terminal": (text) => textOf(reportLines(filled(PROOF, text))),
  "prove --json": (text) => jsonText(filled(PROOF, text), 2),
  "affected, in a terminal": (text) => textOf(affectedLines(filled(AFFECTED, text))),
  "affected --json": (text) => jsonText(affectedReport(filled(AFFECTED, text)), 2),
  "explain, of files that cannot be read": (text) =>
    textOf(failureLines([{ file: text, count: 2, first: text }])),
  "query, in a terminal": (text) =>
    textOf([...answerLines(filled(ROWS, text), LOADED, false), ...unreadLines(filled(LOADED, text))]),
  "query --csv": (text) => textOf(csvLines(filled(ROWS, text))),
  "the sandbox": (text) => textOf(summaryLines(filled(SANDBOX, text))),
};

describe("no text of anybody's commands a terminal or a CI log, by the whole report of", () => {
  it.each(Object.entries(PRINTED))("%s", (_, printed) => {
    const plain = printed(TEXT);
    expect(plain).toContain(TEXT);
    fc.assert(
      fc.property(hostileText, (text) => {
        const all = printed(text);
        expect(all).not.toMatch(UNSAFE_OUTPUT);
      }),
    );
  });

  it("explain, of events", async () => {
    const configuration = referenceConfiguration();
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const event = objectEvent("GetObject", text, {
          awsRegion: text,
          recipientAccountId: text,
          eventName: text,
        });
        const standardInput = Readable.from([Buffer.from(logText(event))]);
        const explanation = await explain(configuration, { inputs: ["-"], standardInput, top: 3 });
        expect(textOf(explanationLines(explanation))).not.toMatch(UNSAFE_OUTPUT);
        expect(jsonText(explanation, 2)).not.toMatch(UNSAFE_OUTPUT);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a comment of a pull request", () => {
  /** The lines outside of blocks of code that GitHub reads as structure. */
  function structure(markdown: string): readonly string[] {
    let fence: string | undefined;
    return markdown.split("\n").flatMap((line) => {
      const [mark] = /^`{3,}/.exec(line) ?? [];
      if (fence === undefined && mark !== undefined) fence = mark;
      else if (fence !== undefined && line === fence) fence = undefined;
      else if (fence === undefined)
        return /^(?:<\/?details|<!--|#{1,6} |\||- |>|```)/.exec(line)?.slice(0, 1) ?? [];
      return [];
    });
  }

  it("has the same parts, whatever the texts in it are", () => {
    const parts = structure(markdownReport(filled(PLAN, TEXT)));
    expect(parts.length).toBeGreaterThan(10);
    fc.assert(
      fc.property(hostileText, (text) => {
        const markdown = markdownReport(filled(PLAN, text));
        expect(structure(markdown)).toEqual(parts);
        // What GitLab obeys, in a block of code too, where another line seems to end it.
        expect(markdown).not.toMatch(/^\//m);
      }),
    );
  });
});

describe("a cell of CSV", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠A"])(
    "%j is no formula",
    (cell) => {
      const [, line] = textOf(csvLines({ columns: ["a"], rows: [[cell]] })).split("\n");
      expect(line).toMatch(/^"?'/);
    },
  );
});
