import { valuesOf, type OneOrMore } from "../../../modules/policy";
import TEXTS from "./texts.json";
import { ACCOUNT_WORDS, FEATURE_WORDS } from "./account-words";
import { PIPELINE_WORDS, PRINCIPAL_WORDS } from "./principal-words";
import { SUBJECT_WORDS } from "./subject-words";
import type { Scene, Vocabulary } from "./word";

export { IAM_PRINCIPAL } from "./principal-words";
export type { Keys, Scene } from "./word";

/** Words that take more than a text with what the configuration, or the subject, has at a place. */
const FOUND: Vocabulary = {
  ...SUBJECT_WORDS,
  ...ACCOUNT_WORDS,
  ...FEATURE_WORDS,
  ...PIPELINE_WORDS,
  ...PRINCIPAL_WORDS,
};

/** The words in braces of tables and statements, of the cast, the presets and the resources that these name. */
export const PLACEHOLDERS: readonly string[] = [...Object.keys(TEXTS), ...Object.keys(FOUND)];

/** The text with each word in braces replaced: a text for each of several values, and none where a word stands for nothing. */
export function filled(text: string, scene: Scene): readonly string[] {
  if (!text.includes("{")) return [text];
  let texts: readonly string[] = [""];
  for (const part of text.split(/(\$?\{[A-Za-z.]+\})/)) {
    const values = (part.startsWith("{") ? valuesFor(part.slice(1, -1), scene) : undefined) ?? [part];
    texts = texts.flatMap((start) => values.map((value) => start + value));
  }
  return texts;
}

/** What a word stands for, or what is at a place such as `subject.trail.name`. @returns undefined where it is none of these */
function valuesFor(word: string, scene: Scene): readonly string[] | undefined {
  const place = PLACES_OF.get(word) ?? (word.includes(".") ? word.split(".") : undefined);
  if (place !== undefined) return valuesAt(place, scene);
  if (Object.hasOwn(TEXTS, word)) return valuesOf(ALL_TEXTS[word]).flatMap((text) => filled(text, scene));
  const found = Object.hasOwn(FOUND, word) ? FOUND[word] : undefined;
  return found && valuesOf(found(scene.subject, scene.configuration, scene));
}

const ALL_TEXTS: Readonly<Record<string, OneOrMore>> = TEXTS;

/** Words that stand for what is at one place, and nothing else: each statement asks for them of each policy. */
const PLACES_OF: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(ALL_TEXTS).flatMap(([word, text]) => {
    const [, place] = /^\{(\w+\.[^{}]+)\}$/.exec(String(text)) ?? [];
    return place === undefined ? [] : [[word, place.split(".")] as const];
  }),
);

/** All that there is at the place, of each item of lists on the way. */
function valuesAt(names: readonly string[], scene: Scene): readonly string[] {
  let found: unknown = scene;
  for (const name of names) {
    const at = (each: unknown): unknown => (each as Readonly<Record<string, unknown>> | undefined)?.[name];
    found = Array.isArray(found) ? found.flatMap((each: unknown) => at(each) ?? []) : at(found);
  }
  const all: unknown = Array.isArray(found) ? found : [found ?? []].flat();
  return all as readonly string[];
}

/** Braces in the text that hold no word. What follows a dollar sign is a policy variable. */
export function unknownPlaceholders(text: string): readonly string[] {
  return [...text.matchAll(/(?<!\$)\{([^{}]*)(?:\}|(?=\{))/g)].flatMap(([, name = ""]) =>
    PLACEHOLDERS.includes(name) ? [] : [name],
  );
}
