import type { Control } from "./control";

/** What CloudWatch calls what is made of a control. */

/** The control's alarm, and each of its filters with a number after it where it has several. */
export function alarmName(namePrefix: string, { id }: Pick<Control, "id">): string {
  return `${namePrefix}${id}`;
}

/** A saved query. Insights shows the part before the slash as a folder. */
export function queryName(namePrefix: string, query: string): string {
  return `${namePrefix.replace(/-$/, "")}/${query}`;
}

/** What whoever hears the alarm reads: what happened, which query shows the events, and what to do first. */
export function alarmDescription(namePrefix: string, control: Control): string {
  const { title, severity, happened, firstStep, id, about } = control;
  const shown = about === "finding" ? "Which files, and of when" : "Who did it, and from where";
  return (
    `${title} (${severity}). ${happened} ` +
    `${shown}: run the saved Logs Insights query ${queryName(namePrefix, id)}. First: ${firstStep}`
  );
}
