import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError, loadConfiguration } from "../../../stacks/config";
import { faults, MEMBERS, TEAM } from "./faults-of";

describe("a folder of configuration", () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "orgtrail-files-"));
    mkdirSync(at("teams"));
    writeFileSync(at("organization.yaml"), MEMBERS);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** The teams, or what is wrong, a line each. */
  function read(): readonly string[] {
    try {
      return loadConfiguration(folder).teams.map(({ name }) => name);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      return error.faults.map(({ file, what }) => `${file.replace(folder, "")}: ${what}`);
    }
  }

  it.each(["pay.yaml", "pay.yml", "pay.YAML", "pay.Yml", "pay.json", "eu/pay.yaml", "eu/west/pay.JSON"])(
    "has a team in teams/%s",
    (name) => {
      mkdirSync(join(at("teams"), name, ".."), { recursive: true });
      writeFileSync(join(at("teams"), name), TEAM);
      expect(read()).toHaveLength(1);
    },
  );

  it.each([".#pay.yaml", ".pay.yaml.swp", "pay.yaml~", "README.md", ".git/x.yaml"])(
    "has none in teams/%s",
    (name) => {
      mkdirSync(join(at("teams"), name, ".."), { recursive: true });
      writeFileSync(join(at("teams"), name), "no: team");
      symlinkSync("me@host.1:2", at("teams/.#other.yaml"));
      expect(read()).toEqual([]);
    },
  );

  it.each<[string, (path: string) => void, string]>([
    ["a folder", mkdirSync, "is a folder, and not a file"],
    [
      "a link to nothing",
      (path) => {
        symlinkSync("nowhere", path);
      },
      "is a link to a file that is not there",
    ],
    [
      "a link to itself",
      (path) => {
        symlinkSync(path, path);
      },
      "is a link to itself",
    ],
    [
      "a link to a folder",
      (path) => {
        symlinkSync(tmpdir(), path);
      },
      "is a folder, and not a file",
    ],
    [
      "of UTF-16",
      (path) => {
        writeFileSync(path, Buffer.from("\ufeffteam: x", "utf16le"));
      },
      "is not UTF-8",
    ],
  ])("says of a file that is %s what is wrong, and of all others", (_, make, what) => {
    make(at("teams/a.yaml"));
    mkdirSync(at("teams/b.json"));
    expect(read()).toEqual([`/teams/a.yaml: ${what}`, "/teams/b.json: is a folder, and not a file"]);
  });

  // Root reads everything.
  const isRoot = process.getuid?.() === 0;
  const unreadable = `says so of a file that may not be read${isRoot ? " (skipped: root may read all)" : ""}`;
  (isRoot ? it.skip : it)(unreadable, () => {
    writeFileSync(at("teams/a.yaml"), TEAM);
    chmodSync(at("teams/a.yaml"), 0);
    expect(read()).toEqual(["/teams/a.yaml: may not be read"]);
  });

  it("may have a team's file as a link, and teams as no folder", () => {
    writeFileSync(at("real"), TEAM);
    symlinkSync("../real", at("teams/a.yaml"));
    expect(read()).toHaveLength(1);
    rmSync(at("teams"), { recursive: true });
    writeFileSync(at("teams"), "");
    expect(read()).toEqual([]);
  });

  it("says it of organization.yaml too", () => {
    rmSync(at("organization.yaml"));
    expect(read()).toEqual(["/organization.yaml: is missing"]);
    mkdirSync(at("organization.yaml"));
    expect(read()).toEqual(["/organization.yaml: is a folder, and not a file"]);
  });
});

describe("a merge of YAML", () => {
  it.each(["<<: defaults", "<<: [1, { a: 1 }]", "x: [{ <<: 5 }]", "<<: *x", "<<: { <<: text }"])(
    "of what is no map is a fault at its place: %s",
    (line) => {
      const found = faults(MEMBERS, `y: &x text\n${line}\n${TEAM}`);
      expect(found).toEqual([
        expect.stringMatching(/^teams\/1\.yaml:2:\d+: is merged with <<, and is no map; allowed: /),
      ]);
    },
  );

  it("of maps, aliases and lists of both is read, and its faults have the place of what is merged", () => {
    const merged = `tags: { <<: [{ a: b }, { c: d }], "e": f }\n`;
    expect(faults(MEMBERS + merged, TEAM)).toEqual([]);
    expect(faults(`${MEMBERS}tags: &t { <<: { a: 5 } }\n`)).toEqual([
      expect.stringMatching(/^organization\.yaml:\d+:\d{2} tags\.a: is a number, not text/),
    ]);
  });
});
