import * as z from "zod";
import { isDay } from "../../../modules/kernel";
import { AccountId } from "../../../modules/organization";
import { checked, days, kindOf, text } from "../scalars";
import { openSearch } from "../search/schema";

const since = checked<string>(
  (value) =>
    isDay(value)
      ? undefined
      : {
          what: "is no day of the calendar",
          received: value,
          allowed: "YYYY-MM-DD, such as 2026-03-31",
          remedy: "correct the date",
        },
  {
    pattern: "^\\d{4}-\\d{2}-\\d{2}$",
    description:
      "The first day whose log files are found: YYYY-MM-DD. Default: 2013-11-01, the month in which CloudTrail began.",
    examples: ["2026-01-01"],
  },
);

const athena = z
  .strictObject({
    readers: z
      .array(text("The ARN of a role or user; its name may hold * and ?."))
      .min(1)
      .readonly()
      .meta({ description: "Who may take the role with which people ask, which reads all logs." }),
    accounts: z
      .array(kindOf(AccountId, "The account's id.", "111122223333"))
      .min(1)
      .readonly()
      .exactOptional()
      .meta({
        description:
          "Accounts that a question finds without naming any, besides those of this configuration; one that is not listed is not found. Default: a question names the accounts that it asks about.",
      }),
    regions: z.array(text("The code of a Region.", "eu-central-1")).min(1).readonly().exactOptional().meta({
      description:
        "Regions whose log files are found, besides the home Region. Default: all Regions of the partition.",
    }),
    since: since.default("2013-11-01"),
    scanLimitGb: z.int().min(1).max(7_000_000).default(1000).meta({
      description:
        "Gigabytes that a query reads at most: Athena stops it there. Default: 1000, for 5 dollars.",
    }),
    resultsExpireAfterDays: days("Days after which answers are deleted. Default: 30.", 1).default(30),
  })
  .readonly()
  .meta({
    description:
      "Amazon Athena, which asks the log files in all log buckets by SQL, in the log-archive account. Default: none.",
  });

/** `analytics` in organization.yaml. */
export const analytics = z
  .strictObject({ athena: athena.exactOptional(), openSearch: openSearch.exactOptional() })
  .readonly()
  .meta({ description: "What asks the logs, besides CloudWatch. Default: nothing." });
