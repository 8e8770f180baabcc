import * as z from "zod";
import type { Problem } from "../../../modules/validation";
import { checked } from "../scalars";

/**
 * What the services that orgtrail uses take of a tag, the strictest of each: IAM and Organizations of characters, CloudTrail of
 * empty values.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Tag.html
 */
export const TAG_LIMITS = { key: 128, value: 256 } as const;

const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const CHARACTERS_ALLOWED = "letters, digits, spaces and _ . : / = + - @";

function textProblem(received: string, most: number): Problem | undefined {
  const allowed = `1 to ${most} ${CHARACTERS_ALLOWED}`;
  if (received === "")
    return { what: "is empty", received, allowed, remedy: "write something, or remove the tag" };
  const length = Array.from(received).length;
  if (length > most) return { what: `has ${length} characters`, received, allowed, remedy: "shorten it" };
  const wrong = Array.from(received).find((character) => !CHARACTERS.test(character));
  return wrong === undefined
    ? undefined
    : {
        what: `has a character that AWS refuses in tags, ${wrong}`,
        received,
        allowed,
        remedy: "leave it out",
      };
}

function keyProblem(received: string): Problem | undefined {
  const reserved = /^aws:/i.test(received);
  if (!reserved) return textProblem(received, TAG_LIMITS.key);
  return { what: "begins with aws:, which AWS keeps for itself", received, remedy: "choose another key" };
}

/** `tags` in organization.yaml. */
export const tags = z
  .record(
    checked<string>(keyProblem, {
      description: "The key.",
      minLength: 1,
      maxLength: TAG_LIMITS.key,
    }),
    checked<string>((value) => textProblem(value, TAG_LIMITS.value), {
      description: "The value.",
      minLength: 1,
      maxLength: TAG_LIMITS.value,
    }),
  )
  .default({})
  .meta({
    description:
      "Tags of every resource, at most 48, or 47 where AWS Config knows log buckets by one. Default: none but orgtrail's own.",
  });
