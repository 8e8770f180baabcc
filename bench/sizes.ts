import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { BenchError, coldRun, type Command, type Sample } from "./cold-run";
import { writeConfiguration } from "./configuration";
import { affectedCommand, editedClone } from "./edited-clone";
import { generatedOrganization } from "./organization";
import { COMMON_HELP, countOf, progress, readOptions, runSubject, scratchFolder, show } from "./program";
import type { Asked } from "./program";
import { commandOf } from "./programs";
import { plain } from "./workloads";

const HELP = `Measures what grows with an organization: synthesis, \`orgtrail affected\`, \`orgtrail prove\`, and what stands in each stack.

Usage: npm run bench -- sizes [options]

  --teams N,N,…   how many teams the organizations have (default: 10,100,1000)
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
  /** Of `orgtrail affected`, where one team is edited: two syntheses at the same time. @default - not measured */
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
  { affects, proves }: Readonly<Record<"affects" | "proves", boolean>>,
  scratch: string,
): Promise<Size> {
  const configuration = join(scratch, `config-${teams}`);
  writeConfiguration(configuration, generatedOrganization(teams));
  progress(`sizes, ${plain(teams)} teams: synthesis`);
  const synthesis = commandOf(
    "orgtrail",
    { name: String(teams), title: "", teams, configuration, firstRun: false },
    scratch,
  );
  const synth = await coldRun(synthesis, scratch);
  const sizes = sizesIn(synthesis.outdir);
  const affected = affects ? { affected: await affectedIn(teams, scratch) } : {};
  if (!proves) return { teams, synth, ...affected, ...sizes };
  progress(`sizes, ${plain(teams)} teams: prove`);
  const prove: Command = {
    command: `node tools/cli/orgtrail.cjs prove --config ${JSON.stringify(configuration)} --json`,
    environment: {},
    outdir: join(scratch, "none"),
  };
  return { teams, synth, ...affected, prove: await coldRun(prove, scratch), ...sizes };
}

async function affectedIn(teams: number, scratch: string): Promise<Sample> {
  progress(`sizes, ${plain(teams)} teams: affected`);
  const [clone, names] = [join(scratch, `clone-${teams}`), join(scratch, "names")];
  const edited = editedClone(clone, teams);
  const sample = await coldRun(affectedCommand(clone, names, scratch), scratch);
  const named = readFileSync(names, "utf8");
  if (named !== `${edited}\n`) throw new BenchError(`affected names ${JSON.stringify(named)}, not ${edited}`);
  return sample;
}

/** Seconds of one team more, between each two sizes. */
function secondsPerTeam(sizes: readonly Size[]): readonly number[] {
  return sizes.slice(1).map(({ teams, synth }, index) => {
    const before = sizes[index];
    return before === undefined ? 0 : (synth.cpuSeconds - before.synth.cpuSeconds) / (teams - before.teams);
  });
}

async function bench(args: Arguments): Promise<void> {
  const scratch = scratchFolder();
  const counts = [...args.teams].sort((one, other) => one - other);
  // Compiled code and files come into the caches.
  await sizeOf(counts[0] ?? 1, { affects: false, proves: false }, scratch);
  const sizes: Size[] = [];
  for (const teams of counts) {
    sizes.push(await sizeOf(teams, { affects: true, proves: teams <= args.prove }, scratch));
  }
  const slopes = secondsPerTeam(sizes);
  const [before, last] = [slopes.at(-2), slopes.at(-1)];
  const times = before === undefined || last === undefined ? undefined : last / before;
  const met = times === undefined || times <= LINEAR;
  const largest = ({ count, stack }: Largest): string => `${plain(count)} (${stack})`;
  const sample = (each: Sample | undefined): string =>
    each === undefined ? "" : `${each.cpuSeconds.toFixed(1)} s, ${each.peakMegabytes.toFixed(0)} MB`;
  const rows = sizes.map((size) => [
    plain(size.teams),
    sample(size.synth),
    // What it starts to synthesize counts by the clock alone.
    size.affected === undefined ? "" : `${size.affected.seconds.toFixed(1)} s`,
    sample(size.prove),
    plain(size.stacks),
    largest(size.resources),
    largest(size.kilobytes),
    largest(size.policyBytes),
  ]);
  const verdict = times === undefined ? "one size more tells" : `${times.toFixed(2)} ×`;
  show(args, {
    data: { sizes, slopes, times, met },
    text: [
      ...rows.map((row) => row.join("; ")),
      `${met ? "met   " : "MISSED"} one team more, among the most against those before: ${verdict}, wanted at most ${LINEAR} ×`,
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
        [
          "linear: processor time of one team more, among the most against those before",
          `at most ${LINEAR} ×`,
          verdict,
          met ? "met" : "missed",
        ],
      ],
    ],
    met,
  });
}

void runSubject(HELP, readArguments, bench);
