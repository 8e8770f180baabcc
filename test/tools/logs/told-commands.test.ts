import { execFileSync } from "node:child_process";
import { copyCommand, readCommand, undeleteCommand } from "../../../tools/logs/told-commands";

/** A key that somebody else wrote into the bucket, which is a program to a shell and an address to S3. */
const PLACE = { bucket: "logs", key: "AWSLogs/$(touch x)/it's a ?b=1&c#d e+f/-é.json.gz" };
const VERSION = "v/1?=";

/** The words that a shell makes of a line. */
function wordsOf(line: string): readonly string[] {
  return execFileSync("sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);
}

it.each([readCommand, copyCommand, undeleteCommand])(
  "%p has the key as one word, whatever is in it",
  (command) => {
    const words = wordsOf(command(PLACE, VERSION));
    expect(words.slice(0, 2)).toEqual(["aws", "s3api"]);
    expect(words[words.indexOf("--key") + 1]).toBe(PLACE.key);
  },
);

it("names the source of a copy as an address in which nothing ends the key", () => {
  const words = wordsOf(copyCommand(PLACE, VERSION));
  const source = new URL(`s3://${words[words.indexOf("--copy-source") + 1] ?? ""}`);
  expect(source.host).toBe(PLACE.bucket);
  expect(decodeURIComponent(source.pathname.slice(1))).toBe(PLACE.key);
  expect(source.searchParams.get("versionId")).toBe(VERSION);
  expect(source.hash).toBe("");
});
