/** A version of the CIS AWS Foundations Benchmark. */
export type CisBenchmark = "v1.4" | "v3.0" | "v5.0";

/** The versions of the benchmark, the oldest first. */
export const CIS_BENCHMARKS: readonly CisBenchmark[] = ["v1.4", "v3.0", "v5.0"];

/** An argument of a resource with which orgtrail meets a requirement: so it is in each such resource of the construct. */
export interface MetBy {
  /** The module that makes the resource. */
  readonly module: string;
  /** The construct of that module in which it stands, such as `LogArchive`. */
  readonly construct: string;
  /** The resource's type: `aws_cloudtrail`. */
  readonly resource: string;
  /** The argument of the resource, with dots into its blocks: `versioning_configuration.status`. */
  readonly argument: string;
  /** What the argument is, or what its text contains. @default - it is set */
  readonly is?: boolean | string;
}

/** What standards ask for, in one place, however many numbers they have for it. */
export interface ComplianceTopic {
  /** Lower-case words with hyphens. */
  readonly id: string;
  /** What is asked for, as a sentence. */
  readonly title: string;
  /** Numbers in the benchmark that none of the catalogues below has. @default - none */
  readonly cisBesides?: Readonly<Partial<Record<CisBenchmark, string>>>;
  /** The controls of Security Hub. */
  readonly securityHub: readonly string[];
  /** The kinds of AWS Config rules that check it. */
  readonly configRules: readonly string[];
  /** The controls of the catalogue, each with metric filter and alarm. */
  readonly controls: readonly string[];
  /** What orgtrail deploys for it. Empty where all is left to the user. */
  readonly metBy: readonly MetBy[];
  /** What the user does. @default - nothing */
  readonly leftToYou?: string;
  /** What cannot be met together with it, and why. @default - nothing */
  readonly conflict?: string;
}
