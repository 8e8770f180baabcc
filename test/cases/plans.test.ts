import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlanReport } from "../../tools/plan";
import { fingerprintOf } from "../../tools/plan/fingerprint";
import { judge, verdictOf } from "../../tools/plan/verdict";
import { caseOf, casesIn, describeCases } from "../support/cases";
import { referenceConfiguration } from "../support/configurations";
import { ROOT, runProgram } from "../support/run";
import { readPlan, planIn } from "../tools/plan/plan-json";

interface Edit {
  readonly stack: string;
  readonly label: string;
  readonly want: string;
}

/** Other than what Terraform prints: what a case says of itself. */
const OF_CASES = ["stack", "label", "want", "got"];

function read(...names: readonly string[]): object {
  return JSON.parse(readFileSync(caseOf("plans", ...names), "utf8")) as object;
}

const ACCOUNTS: Readonly<Record<string, readonly [string, string]>> = {
  "log-archive": ["logArchive", "222222222222"],
  management: ["management", "111111111111"],
  "team-data": ["data-production", "555555555555"],
  "team-payments": ["payments-production", "444444444444"],
};

/** The verdict on a plan of a stack of the reference organization, with drift. */
function verdictOn(stack: string, plan: object): string {
  const { changes, drift, planned, imports, asides } = readPlan(JSON.stringify(plan));
  const [name = "", id = ""] = ACCOUNTS[stack] ?? [];
  const place = { stack, account: { name, id }, region: "us-east-1" };
  return verdictOf(
    judge({ ...place, changes, drift, planned, imports, asides }, referenceConfiguration(), "2026-03-31"),
  );
}

/** A plan of the stack that does nothing, with these parts in place of its own. */
function planOfStack(stack: string, parts: object): object {
  const nothing = { resource_changes: [], resource_drift: [], output_changes: {} };
  return { ...read("bases", `${stack}.json`), ...nothing, ...parts };
}

describeCases("an edit of a real plan", () => {
  const edits = casesIn("plans/edits", ".json").map((file) => {
    const edit = read("edits", file) as Edit;
    return [`${file}: ${edit.label}`, edit] as const;
  });

  it.each(edits)("%s", (_, edit) => {
    const parts = Object.fromEntries(Object.entries(edit).filter(([key]) => !OF_CASES.includes(key)));
    const verdict = verdictOn(edit.stack, planOfStack(edit.stack, parts));
    // What is to be reviewed may be blocked.
    const wanted = edit.want
      .split(/\s*\|\s*|\s+or\s+/)
      .flatMap((each) => (each === "review" ? [each, "blocked"] : [each]));
    expect(edit.want === "any" ? ["any"] : wanted).toContain(edit.want === "any" ? "any" : verdict);
  });

  it.each(casesIn("plans/bases", ".json"))("which is none is fine: %s", (file) => {
    const stack = file.replace(".json", "");
    expect(verdictOn(stack, planOfStack(stack, {}))).toBe("fine");
  });
});

describeCases("a plan that runs commands", () => {
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-cases-"));

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** What the command says of a whole plan, which a stand-in for Terraform prints. */
  function planned(file: string): { readonly code: number | null; readonly report: PlanReport } {
    const { code, stdout } = runProgram("tools/cli/orgtrail.cjs", ["plan", "team-payments", "--json"], {
      ORGTRAIL_TERRAFORM: join(ROOT, "..", "shared", "bin", "terraform-stand-in"),
      ORGTRAIL_PROVIDER_MIRROR: folder,
      FAKE_PLAN: caseOf("plans", file),
    });
    return { code, report: JSON.parse(stdout) as PlanReport };
  }

  const deferred = (file: string): boolean => file.includes("deferred");

  it.each(casesIn("plans", ".json").filter((file) => !deferred(file)))(
    "is to be reviewed, and what runs is shown: %s",
    (file) => {
      const { code, report } = planned(file);
      const findings = report.stacks.flatMap((stack) => (stack.outcome === "planned" ? stack.findings : []));
      const run = findings.filter(({ rule }) => rule === "command-run");
      expect(run.map(({ what }) => what)).toEqual([
        expect.stringMatching(/stop-logging|delete-bucket-policy/) as string,
      ]);
      expect(code).toBeGreaterThanOrEqual(2);
    },
  );

  it.each(casesIn("plans", ".json").filter(deferred))("is refused where it puts them off: %s", (file) => {
    const { code, report } = planned(file);
    expect(code).toBe(1);
    expect(report.stacks).toMatchObject([
      { outcome: "failed", message: expect.stringContaining("deferred_action_invocations") as string },
    ]);
  });

  it.each(casesIn("plans", ".json").filter((file) => !deferred(file)))(
    "has another fingerprint than one that runs none: %s",
    async (file) => {
      const text = readFileSync(caseOf("plans", file), "utf8");
      const without = JSON.stringify(JSON.parse(text), (key, value: unknown) =>
        key === "provisioners" || key === "action_invocations" ? undefined : value,
      );
      const stack = { stack: "team-payments", account: { id: "444444444444" } };
      expect(await fingerprintOf(planIn(text), stack)).not.toBe(await fingerprintOf(planIn(without), stack));
    },
  );
});
