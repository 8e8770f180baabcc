import { markdownTable } from "../markdown-table";

/** What a kind of resource costs a month when nothing happens. */
interface IdlePrice {
  /** US dollars at list price in us-east-1. */
  readonly monthly: number;
  readonly source: string;
  /** What changes the price. @default - nothing */
  readonly later?: string;
}

/**
 * Resources that are billed for being there. All others that the modules make are billed by use: storage, requests,
 * events, messages, queries.
 */
const IDLE_PRICES: Readonly<Record<string, IdlePrice>> = {
  aws_kms_key: {
    monthly: 1,
    source: "https://aws.amazon.com/kms/pricing/",
    later: "$1.00 more after each of the first two rotations, which are a year apart",
  },
  aws_cloudwatch_metric_alarm: { monthly: 0.1, source: "https://aws.amazon.com/cloudwatch/pricing/" },
  aws_cloudwatch_dashboard: { monthly: 3, source: "https://aws.amazon.com/cloudwatch/pricing/" },
};

/** How many resources and data sources of each type an example makes: `aws_kms_key`, `data.terraform_remote_state`. */
export type Created = Readonly<Record<string, number>>;

/** What the example creates, and what each costs when idle. */
export function createdTable(created: Created): string {
  const types = Object.keys(created).sort();
  if (types.length === 0) return "Nothing: this module is data and functions. It costs nothing.";
  const rows = types.map((type) => {
    const count = created[type] ?? 0;
    return [`\`${type}\``, String(count), idleText(type, count)];
  });
  const total = types.reduce((sum, type) => sum + monthly(type, created[type] ?? 0), 0);
  const summary =
    total === 0
      ? "Idle, it costs nothing: all is billed by use."
      : `Idle, it costs ${dollars(total)} a month, at list price in us-east-1; all else is billed by use.`;
  return `${markdownTable(["The example creates", "Number", "A month, idle"], rows)}\n\n${summary}`;
}

function monthly(type: string, count: number): number {
  return (IDLE_PRICES[type]?.monthly ?? 0) * count;
}

function idleText(type: string, count: number): string {
  if (type.startsWith("data.")) return "nothing: it reads";
  const price = IDLE_PRICES[type];
  return price === undefined
    ? "nothing"
    : `[${dollars(monthly(type, count))}](${price.source}): ${dollars(price.monthly)} each${price.later === undefined ? "" : `, ${price.later}`}`;
}

function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}
