/** A limit of AWS, or of Terraform, that a configuration can meet, and that is checked. */
export interface AwsLimit {
  readonly what: string;
  readonly limit: string;
  /** The keys that can meet it; `*` stands for a name, `[]` for each entry of a list. Those of teams begin with `team:`. */
  readonly keys: readonly string[];
  /**
   * When it is checked: before anything is written, or by Terraform's plan, which alone knows the organization. Of what others use
   * up too, synthesis only warns.
   * @default "synthesis"
   */
  readonly checked?: "plan" | "synthesis, with a warning";
  readonly page: string;
}

/** Where AWS's pages begin. */
export const AWS = "https://docs.aws.amazon.com/";
