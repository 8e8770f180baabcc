/** What is so, is not so, or is known only when Terraform runs. */
export type Flag = boolean | "unknown";

/** An attribute that is true or false, also where it is written as text. */
export function flagOf(value: unknown, otherwise: boolean): Flag {
  if (value === undefined || value === null) return otherwise;
  if (value === true || value === "true") return true;
  return value === false || value === "false" ? false : "unknown";
}

/** Whether all are so. One that is not decides, whatever is known of the others. */
export function everyFlag(flags: readonly Flag[]): Flag {
  if (flags.includes(false)) return false;
  return flags.includes("unknown") ? "unknown" : true;
}

/** Whether any is so. One that is decides, whatever is known of the others. */
export function someFlag(flags: readonly Flag[]): Flag {
  if (flags.includes(true)) return true;
  return flags.includes("unknown") ? "unknown" : false;
}

export function not(flag: Flag): Flag {
  return flag === "unknown" ? flag : !flag;
}
