import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { BenchError, coldRun, type Command, type Sample } from "./cold-run";
import { WATCHED, writeConfiguration } from "./configuration";
import { affectedCommand, editedClone } from "./edited-clone";
import { generatedOrganization } from "./organization";
import { COMMON_HELP, countOf, progress, readOptions, runSubject, scratchFolder, show } from "./program";
import type { Asked } from "./program";
import { commandOf } from "./programs";
import { plain } from "./workloads";

const HELP = `Measures what grows with an organization: synthesis, \`orgtrail affected\`, \`orgtrail prove\`, and what stands in each stack.

Usage: npm run bench -- sizes [options]

  --teams N,N,…   how many teams the organizations have (default: 10,100,1000)
  --plain         without monitoring, rules of AWS Config, guardrails and Security Hub
  --prove N       the most teams of which policies are proven too (default: 1000)
${COMMON_HELP}

Times are processor time, which a busy machine changes less. Exit codes: 0 measured; 1 a program failed, or with --check a target
was missed; 2 wrong arguments.
`;

/** What one team more may take among the most, in times what it takes among those before. */
const LINEAR = 1.3;

interface Arguments extends Asked {
  readonly teams: readonly number[];
  readonly prove: number;
  readonly plain: boolean;
}

/** The largest of its kind, and where it is. */
interface Largest {
  readonly stack: string;
  readonly count: number;
}

/** What an organization takes. */
interface Size {
  readonly teams: number;
  readonly stacks: number;
  readonly synth: Sample;
  /** Of `orgtrail affected`, where one team is edited, with the two syntheses that it starts. */
  readonly affected?: Sample;
  /** @default - not measured */
  readonly prove?: Sample;
  readonly resources: Largest;
  /** Of Terraform JSON: a state has as much, and what AWS adds. */
  readonly kilobytes: Largest;
  /** Of one policy. */
  readonly policyBytes: Largest;
}

function readArguments(argv: readonly string[]): Arguments {
  const values = readOptions(argv, {
    teams: { type: "string", default: "10,100,1000" },
    prove: { type: "string", default: "1000" },
    plain: { type: "boolean", default: false },
  });
  const teams = values.teams.split(",").map((count) => countOf("--teams", count, 99_999));
  return { ...values, teams, prove: countOf("--prove", values.prove, 99_999) };
}

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** The attributes that hold policies. */
const POLICY_ATTRIBUTES = ["policy", "assume_role_policy", "content"];

/** What stands in each stack's Terraform JSON. */
function sizesIn(outdir: string): Pick<Size, "stacks" | "resources" | "kilobytes" | "policyBytes"> {
  const folder = join(outdir, "stacks");
  const found = readdirSync(folder).map((stack) => {
    const file = join(folder, stack, "cdk.tf.json");
    const { resource = {} } = JSON.parse(readFileSync(file, "utf8")) as { readonly resource?: Resources };
    const resources = Object.values(resource).flatMap((each) => Object.values(each));
    const policies = resources.flatMap((each) => POLICY_ATTRIBUTES.flatMap((name) => each[name] ?? []));
    const bytes = policies.map((text) => (typeof text === "string" ? Buffer.byteLength(text) : 0));
    return {
      stack,
      resources: resources.length,
      kilobytes: Math.round(statSync(file).size / 1000),
      policyBytes: bytes.reduce((most, each) => Math.max(most, each), 0),
    };
  });
  const largest = (of: "resources" | "kilobytes" | "policyBytes"): Largest =>
    found
      .map((each): Largest => ({ stack: each.stack, count: each[of] }))
      .reduce((most, each) => (each.count > most.count ? each : most));
  return {
    stacks: found.length,
    resources: largest("resources"),
    kilobytes: largest("kilobytes"),
    policyBytes: largest("policyBytes"),
  };
}

/** One run of each: what grows is told by several sizes, not by several runs of one. */
async function sizeOf(
  teams: number,
  { affects, proves, plainly }: Readonly<Record<"affects" | "proves" | "plainly", boolean>>,
  scratch: string,
): Promise<Size> {
  const configuration = join(scratch, `config-${teams}`);
  const more = plainly ? "" : WATCHED;
  writeConfiguration(configuration, generatedOrganization(teams), more);
  progress(`sizes, ${plain(teams)} teams: synthesis`);
  const synthesis = commandOf(
    "orgtrail",
    { name: String(teams), title: "", teams, configuration, firstRun: false },
    scratch,
  );
  const synth = await coldRun(synthesis, scratch);
  const sizes = sizesIn(synthesis.outdir);
  const affected = affects ? { affected: await affectedIn(teams, more, scratch) } : {};
  if (!proves) return { teams, synth, ...affected, ...sizes };
  progress(`sizes, ${plain(teams)} teams: prove`);
  const prove: Command = {
    command: `node tools/cli/orgtrail.cjs prove --config ${JSON.stringify(configuration)} --json`,
    environment: {},
    outdir: join(scratch, "none"),
  };
  return { teams, synth, ...affected, prove: await coldRun(prove, scratch), ...sizes };
}

async function affectedIn(teams: number, more: string, scratch: string): Promise<Sample> {
  progress(`sizes, ${plain(teams)} teams: affected`);
  const [clone, names] = [join(scratch, `clone-${teams}`), join(scratch, "names")];
  const edited = editedClone(clone, teams, more);
  const { command, ...rest } = affectedCommand(clone, names, scratch);
  const times = join(scratch, "times");
  const counted = `${command}; code=$?; times >${JSON.stringify(times)}; exit $code`;
  const sample = await coldRun({ command: counted, ...rest }, scratch);
  const named = readFileSync(names, "utf8");
  if (named !== `${edited}\n`) throw new BenchError(`affected names ${JSON.stringify(named)}, not ${edited}`);
  return { ...sample, cpuSeconds: childrenSeconds(readFileSync(times, "utf8")) };
}

/** The processor time of all that a shell has started and what that has started, as its `times` prints it: in the second line. */
function childrenSeconds(times: string): number {
  const [, children = ""] = times.split("\n");
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds),
    0,
  );
}

/** What is to be linear. */
const GROWING = ["synth", "affected", "prove"] as const;

/** How long one team more takes. */
interface Growth {
  readonly of: (typeof GROWING)[number];
  /** Seconds, between each two sizes. */
  readonly secondsPerTeam: readonly number[];
  /** Among the most teams against those before. @default - fewer than three sizes were measured */
  readonly times?: number;
}

function growthOf(of: Growth["of"], sizes: readonly Size[]): Growth {
  const measured = sizes.flatMap(({ teams, [of]: sample }) =>
    sample === undefined ? [] : [{ teams, seconds: sample.cpuSeconds }],
  );
  const secondsPerTeam = measured.slice(1).flatMap(({ teams, seconds }, index) => {
    const before = measured[index];
    return before === undefined ? [] : [(seconds - before.seconds) / (teams - before.teams)];
  });
  const [before, last] = [secondsPerTeam.at(-2), secondsPerTeam.at(-1)];
  return {
    of,
    secondsPerTeam,
    ...(before !== undefined && last !== undefined && { times: last / before }),
  };
}

async function bench(args: Arguments): Promise<void> {
  const scratch = scratchFolder();
  const plainly = args.plain;
  const counts = [...args.teams].sort((one, other) => one - other);
  // Compiled code and files come into the caches.
  await sizeOf(counts[0] ?? 1, { affects: false, proves: false, plainly }, scratch);
  const sizes: Size[] = [];
  for (const teams of counts) {
    sizes.push(await sizeOf(teams, { affects: true, proves: teams <= args.prove, plainly }, scratch));
  }
  const growth = GROWING.map((of) => growthOf(of, sizes));
  const isMet = ({ times }: Growth): boolean => times === undefined || times <= LINEAR;
  const met = growth.every(isMet);
  const largest = ({ count, stack }: Largest): string => `${plain(count)} (${stack})`;
  const sample = (each: Sample | undefined): string =>
    each === undefined ? "" : `${each.cpuSeconds.toFixed(1)} s, ${each.peakMegabytes.toFixed(0)} MB`;
  const rows = sizes.map((size) => [
    plain(size.teams),
    sample(size.synth),
    size.affected === undefined ? "" : `${size.affected.cpuSeconds.toFixed(1)} s`,
    sample(size.prove),
    plain(size.stacks),
    largest(size.resources),
    largest(size.kilobytes),
    largest(size.policyBytes),
  ]);
  const measured = ({ times }: Growth): string =>
    times === undefined ? "one size more tells" : `${times.toFixed(2)} ×`;
  show(args, {
    data: { sizes, growth, met },
    text: [
      ...rows.map((row) => row.join("; ")),
      ...growth.map(
        (each) =>
          `${isMet(each) ? "met   " : "MISSED"} ${each.of}: one team more, among the most against those before: ${measured(each)}, wanted at most ${LINEAR} ×`,
      ),
    ].join("\n"),
    tables: [
      [
        [
          "Teams",
          "Synthesis",
          "affected",
          "prove",
          "Stacks",
          "Most resources",
          "Most JSON, KB",
          "Largest policy, bytes",
        ],
        ...rows,
      ],
      [
        ["Target", "Wanted", "Measured", "Verdict"],
        ...growth.map((each) => [
          `${each.of} is linear: processor time of one team more, among the most against those before`,
          `at most ${LINEAR} ×`,
          measured(each),
          isMet(each) ? "met" : "missed",
        ]),
      ],
    ],
    met,
  });
}

void runSubject(HELP, readArguments, bench);
