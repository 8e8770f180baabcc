import { catalogue, type Control } from "../../modules/controls";
import { markdownTable } from "./markdown-table";

/** The whole catalogue: there is something of each kind to protect. What it is changes patterns alone, which no table shows. */
const CONTROLS = catalogue({
  buckets: ["logs"],
  keyAliases: ["alias/logs"],
  logGroups: ["logs"],
  deliveryRoles: ["logs"],
  namePrefix: "acme-",
});

/** Every control, with the standards that ask for it. */
export function controlsTable(): string {
  return markdownTable(
    ["Control", "Tells that", "Severity", "Rule", "CIS v1.2", "v1.4–v5.0", "v6.0, v7.0", "Security Hub"],
    CONTROLS.map(({ id, title, severity, rule, standards = {} }) => [
      `\`${id}\``,
      title,
      severity,
      rule === undefined ? "" : "yes",
      standards.cis12 ?? "",
      standards.cis14To50 ?? "",
      standards.cis60To70 ?? "",
      standards.securityHub ?? "",
    ]),
  );
}

/** What to do first, by control: for the page that people open at night. */
export function firstStepsTable(): string {
  return markdownTable(
    ["Control", "What happened", "First"],
    CONTROLS.map(({ id, happened, firstStep }) => [`\`${id}\``, happened, firstStep]),
  );
}

/** The controls that are noisy, and how they are kept quiet. */
export function noisyControlsTable(): string {
  return markdownTable(
    ["Control", "Severity", "Rings at", "Why"],
    CONTROLS.filter(
      (control): control is Control & { readonly noise: string } => control.noise !== undefined,
    ).map(({ id, severity, threshold, periodMinutes, noise }) => [
      `\`${id}\``,
      severity,
      `${threshold} in ${periodMinutes} minutes`,
      noise,
    ]),
  );
}
