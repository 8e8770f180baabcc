import { anyOf, parseFilterPattern } from "../event-patterns";
import {
  asked,
  CALL_COLUMNS,
  column,
  insightsQuery,
  EVENT_QUESTIONS,
  type Column,
  type EventQuestion,
} from "../questions";
import type { Control } from "./control";

/** A CloudWatch Logs Insights query that people find by name. */
export interface SavedQuery {
  readonly name: string;
  readonly text: string;
}

/** The longest query that can be saved. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html */
export const MAX_QUERY_LENGTH = 10_000;

/**
 * Which call, how often otherwise and now, for how long, and who made most of the calls. Insights events have no caller of
 * their own: of whom they tell, the attributions say, and only those of errors say of which error.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
 */
const INSIGHT_COLUMNS: readonly Column[] = [
  column("call", "insightDetails.eventName"),
  column("service", "insightDetails.eventSource"),
  column("error", "insightDetails.errorCode"),
  column("recipientAccountId"),
  column("awsRegion"),
  column("perMinuteBefore", "insightDetails.insightContext.statistics.baseline.average"),
  column("perMinuteNow", "insightDetails.insightContext.statistics.insight.average"),
  column("minutes", "insightDetails.insightContext.statistics.insightDuration"),
  column("mostBy", "insightDetails.insightContext.attributions.0.insight.0.value"),
  column("sharedEventID"),
  column("eventID"),
];

/** What the hourly validation says of each. */
const FINDING_COLUMNS = ["finding", "account", "region", "file", "from", "to", "why"].map((name) =>
  column(name),
);

const COLUMNS = { call: CALL_COLUMNS, insight: INSIGHT_COLUMNS, finding: FINDING_COLUMNS } as const;

/** Which events set off a control, the latest first, with who did it and from where. */
export function controlQuestion({ id, title, patterns, about = "call" }: Control): EventQuestion {
  const [only, ...others] = patterns.map(parseFilterPattern);
  if (only === undefined) throw new Error(`orgtrail: the control ${id} has no pattern`);
  return {
    id,
    title: `Which events set off “${title}”?`,
    parameters: [],
    events: others.length === 0 ? only : anyOf(only, ...others),
    ...(about === "insight" && { table: "insights" as const }),
    answer: { rows: "events", columns: COLUMNS[about] },
  };
}

/** The events that a control's alarm counts, as a query. */
export function controlQuery(control: Control): SavedQuery {
  return { name: control.id, text: insightsQuery(controlQuestion(control)) };
}

/** What comes after a control's query: what else did they do? The texts in angle brackets are to be replaced. */
export const INVESTIGATION_QUERIES: readonly SavedQuery[] = EVENT_QUESTIONS.map((question) => ({
  name: question.id,
  text: insightsQuery(
    asked(question, Object.fromEntries(question.parameters.map(({ name, about }) => [name, `<${about}>`]))),
  ),
}));

/** The command that names the log group which is looked into. @param logGroupName in whose names AWS allows no quote */
export function sourceCommand(logGroupName: string): string {
  return `SOURCE '${logGroupName.replaceAll("'", "")}'`;
}
