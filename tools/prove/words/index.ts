import { madeOnce } from "../../../modules/kernel";
import { valuesOf } from "../../../modules/policy";
import type { Scene } from "../scene";
import { ATHENA_WORDS } from "./athena-words";
import { CHECK_WORDS } from "./check-words";
import { CONSUMER_WORDS } from "./consumer-words";
import { GUARDRAIL_WORDS } from "./guardrail-words";
import { PIPELINE_WORDS } from "./pipeline-words";
import { PRINCIPAL_WORDS } from "./principal-words";
import { REPLICA_WORDS } from "./replica-words";
import { SEARCH_WORDS } from "./search-words";
import { SUBJECT_WORDS } from "./subject-words";
import { TERRAFORM_WORDS } from "./terraform-words";
import type { Vocabulary, Word } from "./word";

export { IAM_PRINCIPAL } from "./principal-words";

/** The words in braces of tables and statements, of the cast, the presets and the resources that these name. */
const WORDS = {
  ...SUBJECT_WORDS,
  ...GUARDRAIL_WORDS,
  ...CHECK_WORDS,
  ...TERRAFORM_WORDS,
  ...ATHENA_WORDS,
  ...CONSUMER_WORDS,
  ...REPLICA_WORDS,
  ...SEARCH_WORDS,
  ...PIPELINE_WORDS,
  ...PRINCIPAL_WORDS,
} as const satisfies Vocabulary;

/** The words in braces that tables and statements may use. */
export const PLACEHOLDERS = Object.keys(WORDS) as readonly (keyof typeof WORDS)[];

/** The text with each word in braces replaced: a text for each of several values, and none where a word stands for nothing. */
export function filled(text: string, scene: Scene): readonly string[] {
  if (!text.includes("{")) return [text];
  let texts: readonly string[] = [""];
  for (const part of partsOf(text)) {
    const values = typeof part === "string" ? [part] : valuesOf(part(scene));
    texts = texts.flatMap((start) => values.map((value) => start + value));
  }
  return texts;
}

/** The texts of files, each asked about many times, as what stands between words, and words. */
const PARTS = new Map<string, readonly (string | Word)[]>();

function partsOf(text: string): readonly (string | Word)[] {
  return madeOnce(PARTS, text, () =>
    text.split(/(\$?\{[A-Za-z]+\})/).map((part) => {
      const name = part.startsWith("{") ? part.slice(1, -1) : "";
      return Object.hasOwn(WORDS, name) ? WORDS[name as keyof typeof WORDS] : part;
    }),
  );
}

/** Braces in the text that hold no word. What follows a dollar sign is a policy variable. */
export function unknownPlaceholders(text: string): readonly string[] {
  return [...text.matchAll(/(?<!\$)\{([^{}]*)(?:\}|(?=\{))/g)].flatMap(([, name = ""]) =>
    Object.hasOwn(WORDS, name) ? [] : [name],
  );
}
