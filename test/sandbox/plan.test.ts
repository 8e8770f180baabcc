import { rmSync } from "node:fs";
import { join } from "node:path";
import { sorted } from "../../modules/kernel";
import { loadConfiguration } from "../../stacks/config";
import { plan, type PlanReport, type StackReport } from "../../tools/plan";
import { deploy, synthesizeStacks } from "../../tools/sandbox/deployment";
import { type Sandbox, startSandbox } from "../../tools/sandbox/sandbox";
import { ROOT } from "../support/run";
import { Repository } from "../tools/affected/repository";
import { Checkout, projectRepository } from "./plan-checkout";
import { writePlannedConfiguration } from "./plan-configuration";
import { DANGEROUS, HARMLESS, TO_REVIEW, type Edit, type Plan } from "./plan-edits";
import { MADE_BY_HAND, TAMPERING } from "./plan-tampering";
import { describeWithTerraform } from "./requirements";
import { applyWithTerraform, terraformOk } from "./terraform-runs";

jest.setTimeout(1_200_000);

/** How many edits are planned at once: each waits for the emulator as much as it computes. */
const AT_ONCE = 2;

/** The stacks that somebody tampers with, and all. */
const TAMPERED = ["log-archive", "management"];
const STACKS = [...TAMPERED, "team-payments"];

type Finding = Extract<StackReport, { readonly outcome: "planned" }>["findings"][number];

describeWithTerraform("plans and their verdicts in the sandbox", () => {
  const begun: { config?: string; stop?: () => Promise<void>; sandbox?: Sandbox } = {};
  const outcomes = new Map<Plan, { readonly affected: readonly string[]; readonly report: PlanReport }>();

  function sandbox(): Sandbox {
    if (begun.sandbox === undefined) throw new Error("the sandbox did not start");
    return begun.sandbox;
  }

  /** Plans a configuration as `orgtrail plan` does. */
  async function planned(
    config: string,
    options: { readonly stacks?: readonly string[]; readonly drift?: boolean; readonly out?: string },
  ): Promise<PlanReport> {
    const { processes, env } = sandbox();
    return plan({
      configuration: loadConfiguration(config),
      ...{ config, project: ROOT, access: "plan", parallel: 2, drift: false, today: "2026-11-24" },
      ...{ processes, env, progress: () => undefined },
      ...options,
    });
  }

  async function planEdits(edits: Plan, branch: string, checkout: Checkout): Promise<void> {
    const changed = edits.flatMap((edit) => edit.edits);
    checkout.edit(branch, changed);
    const affected = await checkout.affected(sandbox());
    outcomes.set(edits, { affected, report: await planned(checkout.config, { stacks: affected }) });
  }

  beforeAll(async () => {
    const config = writePlannedConfiguration();
    begun.config = config;
    const starting = startSandbox({ config, env: process.env, progress: () => undefined });
    begun.stop = starting.stop;
    begun.sandbox = await starting.ready;
    const outdir = join(begun.sandbox.folder, "cdktf.out");
    await deploy(
      begun.sandbox,
      await synthesizeStacks(begun.sandbox, config, outdir),
      outdir,
      () => undefined,
      applyWithTerraform,
    );

    const repository = projectRepository(config);
    const plans = [...DANGEROUS, ...TO_REVIEW, ...HARMLESS].entries();
    const worker = async (): Promise<void> => {
      const checkout = new Checkout(repository);
      for (const [index, edits] of plans) await planEdits(edits, `edits-${index}`, checkout);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  });

  afterAll(async () => {
    await begun.stop?.();
    Repository.deleteAll();
    if (begun.config !== undefined) rmSync(begun.config, { recursive: true });
  });

  function outcomeOf(edits: Plan): { readonly affected: readonly string[]; readonly report: PlanReport } {
    const outcome = outcomes.get(edits);
    if (outcome === undefined) throw new Error(`${titleOf(edits)} was not planned`);
    return outcome;
  }

  function judged(edits: Plan): object {
    const { affected, report } = outcomeOf(edits);
    const failures = report.stacks.flatMap((stack) => (stack.outcome === "failed" ? [stack.message] : []));
    return { affected, verdict: report.verdict, failures };
  }

  /** What is found of one edit: in its stacks, by its rules. */
  function found(edit: Edit, edits: Plan): readonly string[] {
    const findings = findingsOf(outcomeOf(edits).report.stacks);
    const own = findings.filter(
      ({ stack, rule }) => edit.affects.includes(stack) && edit.rules.includes(rule),
    );
    return sorted(own.map(({ rule, verdict }) => `${rule}: ${verdict}`));
  }

  describe.each(DANGEROUS.map((edits) => [titleOf(edits), edits] as const))("blocked: %s", (_, edits) => {
    test("is blocked in the stacks that it changes", () => {
      expect(judged(edits)).toEqual({ affected: affectedBy(edits), verdict: "blocked", failures: [] });
    });

    test.each(edits.map((edit) => [edit.what, edit] as const))("is found: %s", (__, edit) => {
      expect(found(edit, edits)).toEqual(edit.rules.map((rule) => `${rule}: blocked`).sort());
    });
  });

  describe.each(TO_REVIEW.map((edits) => [titleOf(edits), edits] as const))("to review: %s", (_, edits) => {
    test("is to be reviewed in the stacks that it changes, and nothing else is found", () => {
      expect(judged(edits)).toEqual({ affected: affectedBy(edits), verdict: "review", failures: [] });
      const rules = findingsOf(outcomeOf(edits).report.stacks).map(({ rule }) => rule);
      expect(sorted(rules)).toEqual(sorted(edits.flatMap((edit) => edit.rules)));
    });

    test.each(edits.map((edit) => [edit.what, edit] as const))("is found: %s", (__, edit) => {
      expect(found(edit, edits)).toEqual(edit.rules.map((rule) => `${rule}: review`).sort());
    });
  });

  test.each(HARMLESS.map((edits) => [titleOf(edits), edits] as const))("fine: %s", (_, edits) => {
    expect(judged(edits)).toEqual({ affected: affectedBy(edits), verdict: "fine", failures: [] });
    expect(findingsOf(outcomeOf(edits).report.stacks)).toEqual([]);
  });

  test("a plan that Terraform refuses is told with what it says, and with what it would do", () => {
    const [renamed] = DANGEROUS;
    const stacks = renamed === undefined ? [] : outcomeOf(renamed).report.stacks;
    expect(stacks.find(({ stack }) => stack === "management")).toMatchObject({
      refused: expect.stringContaining("has lifecycle.prevent_destroy set") as unknown,
      changes: expect.arrayContaining([
        expect.objectContaining({
          type: "aws_cloudtrail",
          action: "replace",
          attributes: expect.arrayContaining([
            { path: "name", before: "acme-organization-trail", after: "acme-trail", replaces: true },
          ]) as unknown,
        }),
      ]) as unknown,
    });
  });

  test("nothing was changed by all this, neither by Terraform nor outside of it", async () => {
    const { verdict, stacks } = await planned(String(begun.config), { drift: true });
    expect(stacks.map(({ stack }) => stack)).toEqual(STACKS);
    expect(verdict).toBe("fine");
    expect(stacks).toEqual(
      STACKS.map(() => expect.objectContaining({ changes: [], drift: [], outputs: [] }) as unknown),
    );
  });

  describe("after somebody tampered through the AWS API", () => {
    let report: PlanReport | undefined;

    beforeAll(async () => {
      for (const { act } of TAMPERING) await act(sandbox());
      report = await planned(String(begun.config), { drift: true, out: join(sandbox().folder, "planned") });
    });

    test.each(TAMPERING.map(({ what, stack, rule }) => ({ what, stack, rule })))(
      "drift is found: $what",
      ({ stack, rule }) => {
        const findings = findingsOf(report?.stacks ?? []);
        expect(findings.filter((finding) => finding.stack === stack && finding.rule === rule)).not.toEqual(
          [],
        );
      },
    );

    test("all of it is told and to be reviewed, since applying undoes it; and a stack nobody touched is fine", () => {
      expect(report?.stacks.map(({ stack, verdict }) => [stack, verdict])).toEqual([
        ["log-archive", "review"],
        ["management", "review"],
        ["team-payments", "fine"],
      ]);
      for (const stack of report?.stacks ?? []) {
        const findings = stack.outcome === "planned" ? stack.findings : [];
        expect(findings.filter(({ verdict, drift }) => verdict === "blocked" || drift === "stays")).toEqual(
          [],
        );
      }
    });

    test("the plans that were kept undo it", async () => {
      for (const stack of TAMPERED) {
        const folder = join(sandbox().folder, "planned", stack);
        await terraformOk(sandbox(), folder, "init", "-input=false", "-no-color");
        await terraformOk(sandbox(), folder, "apply", "-input=false", "-no-color", "plan.tfplan");
      }
      const after = await planned(String(begun.config), { stacks: TAMPERED, drift: true });
      expect(after).toMatchObject({ verdict: "fine" });
    });
  });

  describe("after somebody made by hand what Terraform has no resource for", () => {
    let report: PlanReport | undefined;

    beforeAll(async () => {
      for (const { act } of MADE_BY_HAND) await act(sandbox());
      report = await planned(String(begun.config), { stacks: TAMPERED, drift: true });
    });

    test("all of it is planned", () => {
      expect(report?.stacks).toEqual(
        TAMPERED.map((stack) => expect.objectContaining({ stack, outcome: "planned" }) as unknown),
      );
    });

    test.each(MADE_BY_HAND.map(({ what, stack, type, path }) => ({ what, stack, type, path })))(
      "drift is found at the resource that tells of it: $what",
      ({ stack, type, path }) => {
        const found = (report?.stacks ?? []).flatMap((each) =>
          each.outcome === "planned" && each.stack === stack ? each.drift : [],
        );
        const attributes = found
          .filter((resource) => resource.type === type)
          .flatMap((resource) => resource.attributes);
        expect(attributes).toEqual([expect.objectContaining({ path })]);
      },
    );
  });
});

function findingsOf(stacks: readonly StackReport[]): readonly Finding[] {
  return stacks.flatMap((stack) => (stack.outcome === "planned" ? stack.findings : []));
}

function titleOf(edits: Plan): string {
  return edits.map(({ what }) => what).join("; ");
}

function affectedBy(edits: Plan): readonly string[] {
  return sorted(edits.flatMap(({ affects }) => affects));
}
