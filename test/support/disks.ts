import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";

/** Disks that take nothing. Linux mounts them for a program and whatever it starts, and for nobody else. */

export const DISKS = {
  "read-only": { mount: 'mount -t tmpfs -o ro none "$DISK"', says: "is on a disk that can only be read" },
  /** In the midst of what is written. */
  full: {
    mount: 'mount -t tmpfs -o size=16k none "$DISK" && head -c 8192 /dev/zero > "$DISK/fill"',
    says: "does not fit on the disk, which is full; make room",
  },
  "full to the brim": {
    mount: 'mount -t tmpfs -o size=16k none "$DISK" && head -c 16384 /dev/zero > "$DISK/fill"',
    says: "does not fit on the disk, which is full; make room",
  },
} as const;

export type DiskKind = keyof typeof DISKS;

const canMount = spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "none", tmpdir()]).status === 0;

export const describeWithDisks = canMount ? describe : describe.skip;
export const WITHOUT_DISKS = canMount ? "" : " (skipped: nothing may be mounted here)";

/** What stands before a command that has such a disk at `$DISK`. It says on standard error when something was `left` there. */
export function besideDisk(kind: DiskKind): readonly string[] {
  const script = `${DISKS[kind].mount} || exit 99; before=$(ls -A "$DISK"); "$@"; code=$?; [ "$before" = "$(ls -A "$DISK")" ] || echo left >&2; exit $code`;
  return ["unshare", "-m", "bash", "-c", script, "bash"];
}
