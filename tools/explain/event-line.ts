import { eventCategoryOf } from "../../modules/event-selectors";
import type { Heard } from "../../stacks/config";
import { recipientAccountOf, callOf, type LogEvent } from "./log-event";
import { noteText, watcherOf, type Watcher } from "./set-off";
import type { ExplainedTrail, TrailMatch } from "./trails";

/** One event with the trails that record it, each with the selector for which it does, and what it sets off. */
export interface ExplainedEvent {
  readonly eventID: string;
  readonly eventTime: string;
  readonly account: string;
  readonly region: string;
  readonly category: string;
  readonly call: string;
  readonly recordedBy: readonly { readonly trail: string; readonly selector: string }[];
  /** @default - the configuration has no monitoring */
  readonly setOff?: readonly Watcher[];
}

/** What is told of an event. */
export function explainedEvent(
  event: LogEvent,
  recordings: readonly TrailMatch[],
  trails: readonly ExplainedTrail[],
  heard?: readonly Heard[],
): ExplainedEvent {
  return {
    eventID: textOr(event.eventID),
    eventTime: textOr(event.eventTime),
    account: recipientAccountOf(event) ?? "?",
    region: textOr(event.awsRegion),
    category: eventCategoryOf(event),
    call: callOf(event),
    recordedBy: recordings.map(({ trail, match }) => ({
      trail: trails[trail]?.name ?? "?",
      selector: match.name ?? `selectors[${match.index}]`,
    })),
    ...(heard !== undefined && { setOff: heard.map(watcherOf) }),
  };
}

function textOr(value: unknown): string {
  return typeof value === "string" ? value : "?";
}

/** The event as one line of text. */
export function eventLine(event: ExplainedEvent): string {
  const { eventTime, account, region, eventID, call, recordedBy, setOff = [] } = event;
  const trails = recordedBy.map(({ trail, selector }) => `${trail} (${selector})`).join(", ");
  return [
    ...[eventTime, account, region, call, eventID, trails === "" ? "no trail" : trails],
    ...(setOff.length === 0 ? [] : [`sets off ${setOff.map(watcherText).join(", ")}`]),
  ].join("  ");
}

function watcherText(watcher: Watcher): string {
  const { kind, name, account } = watcher;
  const note = noteText(watcher);
  return `${kind} ${name} (${account}${note === "" ? "" : `, ${note}`})`;
}
