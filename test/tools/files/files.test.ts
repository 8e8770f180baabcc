import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileError, fileError, filesBelow, readText, writeWhole, writtenWhole } from "../../../tools/files";

let folder: string;
const at = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "orgtrail-door-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function refusal(work: () => unknown): string {
  try {
    work();
    return "";
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return error.message.replaceAll(folder, "");
  }
}

describe("what is no text is said in a sentence, and waited for by nobody", () => {
  it.each<[string, () => void, string]>([
    ["nothing", () => undefined, "/x: is not there; correct the path"],
    [
      "a folder",
      () => {
        mkdirSync(at("x"));
      },
      "/x: is a folder, and not a file; correct it, or move it away",
    ],
    [
      "a link to nothing",
      () => {
        symlinkSync("y", at("x"));
      },
      "/x: is a link to a file that is not there; correct it, or move it away",
    ],
    [
      "a link to itself",
      () => {
        symlinkSync("x", at("x"));
      },
      "/x: is a link that leads in a circle; correct it, or move it away",
    ],
    [
      "a named pipe",
      () => {
        execFileSync("mkfifo", [at("x")]);
      },
      "/x: is a named pipe, and not a file; write what comes from it to a file, or move it away",
    ],
    [
      "a device",
      () => {
        symlinkSync("/dev/zero", at("x"));
      },
      "/x: is a device, and not a file; write what comes from it to a file, or move it away",
    ],
    [
      "Latin-1",
      () => {
        writeFileSync(
          at("x"),
          Buffer.concat([Buffer.from("thé\nun "), Buffer.from("caf\xe9 au lait", "latin1")]),
        );
      },
      "/x:2:7: is not UTF-8; save it as UTF-8",
    ],
    [
      "UTF-16",
      () => {
        writeFileSync(at("x"), Buffer.from("\ufeffx", "utf16le"));
      },
      "/x:1:1: is not UTF-8; save it as UTF-8",
    ],
    [
      "broken off within a character",
      () => {
        writeFileSync(at("x"), Buffer.from([0x0a, 0xef]));
      },
      "/x:2:1: is not UTF-8; save it as UTF-8",
    ],
  ])("%s", (_, make, sentence) => {
    make();
    expect(refusal(() => readText(at("x")))).toBe(sentence);
  });

  it("a path below a file", () => {
    writeFileSync(at("x"), "");
    expect(refusal(() => readText(at("x/y")))).toBe(
      "/x/y: is below a file, and not a folder; correct the path",
    );
  });
});

describe("what is written", () => {
  it("is there whole, in a folder that is made, and nothing beside it", () => {
    writeWhole(at("a/b"), "text");
    expect(readFileSync(at("a/b"), "utf8")).toBe("text");
    expect(readdirSync(at("a"))).toEqual(["b"]);
  });

  it("leaves what was there, and nothing beside it, where it does not fit", () => {
    writeFileSync(at("x"), "before");
    // A limit of the process stands in for a full disk: what is written is cut off in the middle.
    const script = `ulimit -f 1; trap '' XFSZ; exec node -e '
      require("${process.cwd()}/tools/cli/start.cjs")("${at("write.ts")}")'`;
    writeFileSync(
      at("write.ts"),
      `import { writeWhole } from "${process.cwd()}/tools/files";
       try { writeWhole(${JSON.stringify(at("x"))}, "y".repeat(1 << 20)); console.log("written"); }
       catch (error) { console.log(error.name); }`,
    );
    const printed = execFileSync("bash", ["-c", script], { encoding: "utf8" });
    expect(printed).toBe("FileError\n");
    expect(readFileSync(at("x"), "utf8")).toBe("before");
    expect(readdirSync(folder).sort()).toEqual(["write.ts", "x"]);
  });

  it("keeps a link, and who may read the file", () => {
    writeFileSync(at("file"), "before");
    chmodSync(at("file"), 0o600);
    symlinkSync("file", at("link"));
    writeWhole(at("link"), "after");
    expect(lstatSync(at("link")).isSymbolicLink()).toBe(true);
    expect(readFileSync(at("file"), "utf8")).toBe("after");
    expect(statSync(at("file")).mode & 0o777).toBe(0o600);
  });

  it("takes the place of no device", () => {
    if (!existsSync("/dev/null")) return;
    writeWhole("/dev/null", "text");
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it("does not take the place of a folder", () => {
    mkdirSync(at("x"));
    expect(
      refusal(() => {
        writeWhole(at("x"), "");
      }),
    ).toBe("/x: is a folder, and not a file; correct it, or move it away");
  });
});

describe("a folder that is written", () => {
  const textsIn = (path: string): Readonly<Record<string, string>> =>
    Object.fromEntries(filesBelow(path).map((file) => [file.replace(path, ""), readFileSync(file, "utf8")]));
  /** Writes these files, by their places. */
  const write =
    (text: string, ...files: readonly string[]) =>
    (unfinished: string): void => {
      for (const file of files) writeWhole(join(unfinished, file), text);
    };

  it("has all files of one time, with those of other names", () => {
    writtenWhole(at("out"), write("one", "stacks/a/x", "stacks/b/x", "manifest"));
    writeFileSync(at("out/stacks/a/lock"), "lock");
    writtenWhole(at("out"), write("two", "stacks/a/x", "stacks/c/x", "manifest"));
    expect(textsIn(at("out"))).toEqual({
      "/manifest": "two",
      "/stacks/a/lock": "lock",
      "/stacks/a/x": "two",
      "/stacks/b/x": "one",
      "/stacks/c/x": "two",
    });
  });

  it.each(["stacks/b/x", "manifest"])("is as it was where %s cannot take its place", (file) => {
    writtenWhole(at("out"), write("one", "stacks/a/x", "stacks/b/x", "manifest"));
    rmSync(at(`out/${file}`));
    mkdirSync(at(`out/${file}/in the way`), { recursive: true });
    const before = [textsIn(at("out")), readdirSync(at("out"), { recursive: true }).sort()];
    const said = refusal(() => {
      writtenWhole(at("out"), write("two", "stacks/a/x", "stacks/b/x", "stacks/new/x", "manifest"));
    });
    expect(said).toBe(`/out/${file}: is a folder, and not a file; correct it, or move it away`);
    expect([textsIn(at("out")), readdirSync(at("out"), { recursive: true }).sort()]).toEqual(before);
  });

  it("is not made where what writes it fails", () => {
    expect(() =>
      writtenWhole(at("new/out"), () => {
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(readdirSync(folder)).toEqual([]);
  });
});

it("an error of a connection is none of a file", () => {
  expect(fileError(Object.assign(new Error("x"), { code: "ECONNRESET", syscall: "read" }))).toBeUndefined();
  expect(fileError(Object.assign(new Error("x"), { code: "ENOSPC", syscall: "write" }))?.message).toBe(
    "a file: does not fit on the disk, which is full; make room",
  );
});
