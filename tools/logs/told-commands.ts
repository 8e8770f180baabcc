import { shellWord } from "../terminal";
import type { FilePlace } from "./validation";

/** What a person may run, as a line for a shell. Each is asked for in tools/prove/requests/manual-steps.yaml: who may. */

/** `aws s3api get-object`: saves a version of a file in the folder in which it is run, for whoever may read older versions. */
export function readCommand(file: FilePlace, version: string): string {
  const name = file.key.slice(file.key.lastIndexOf("/") + 1);
  // A name of its own, whatever the key is: what begins with a dash would be an option.
  return s3Command("get-object", file, ["--version-id", version, `./${name}`]);
}

/** `aws s3api delete-object`: takes a delete marker away, so that what it hid is the newest again. */
export function undeleteCommand(file: FilePlace, marker: string): string {
  return s3Command("delete-object", file, ["--version-id", marker]);
}

/** `aws s3api copy-object`: makes a version the newest again, with what stands beside it. */
export function copyCommand(file: FilePlace, version: string): string {
  // S3 takes the source as part of an address: a "?" in the key would end it.
  const source = [file.bucket, ...file.key.split("/")].map(encodeURIComponent).join("/");
  return s3Command("copy-object", file, [
    "--copy-source",
    `${source}?versionId=${encodeURIComponent(version)}`,
  ]);
}

/** `aws s3api restore-object`: brings a file back from an archive class for a week. */
export function unarchiveCommand(file: FilePlace): string {
  return s3Command("restore-object", file, ["--restore-request", "Days=7"]);
}

function s3Command(operation: string, { bucket, key }: FilePlace, more: readonly string[]): string {
  return ["aws", "s3api", operation, "--bucket", bucket, "--key", key, ...more].map(shellWord).join(" ");
}
