import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError, loadConfiguration, type Fault } from "../../../stacks/config";
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
  function read(text: (fault: Fault) => string = ({ file, what }) => `${file}: ${what}`): readonly string[] {
    try {
      return loadConfiguration(folder).teams.map(({ name }) => name);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      return error.faults.map((fault) => text(fault).replace(folder, ""));
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

  it.each([
    ...[".#pay.yaml", ".pay.yaml.swp", "pay.yaml~", "README.md", ".git/x.yaml"],
    ...[
      "package.json",
      "package-lock.json",
      "node_modules/x/package.json",
      "pnpm-lock.yaml",
      "tsconfig.json",
    ],
  ])("has none in teams/%s", (name) => {
    mkdirSync(join(at("teams"), name, ".."), { recursive: true });
    writeFileSync(join(at("teams"), name), "no: team");
    symlinkSync("me@host.1:2", at("teams/.#other.yaml"));
    expect(read()).toEqual([]);
  });

  it.each(["organization.yaml", "teams/compose.yml"])(
    "tells of a file of something else once: %s",
    (name) => {
      writeFileSync(at(name), "services: { web: { image: x } }\nvolumes: {}\nversion: 3\n");
      expect(read()).toEqual([`/${name}: is no configuration of orgtrail: it has none of its keys`]);
    },
  );

  it("tells of each key where one is spelt almost as it should be", () => {
    writeFileSync(at("teams/pay.yaml"), "taem: pay\nversion: 3\n");
    expect(read()).toContain("/teams/pay.yaml: is not a known key");
  });

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
      "is a link that leads in a circle",
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

  it("says where in a file Latin-1 stands", () => {
    writeFileSync(at("teams/a.yaml"), Buffer.from(`# caf\xe9\n${TEAM}`, "latin1"));
    expect(read(({ file, line, column, what }) => `${file}:${line}:${column} ${what}`)).toEqual([
      "/teams/a.yaml:1:6 is not UTF-8",
    ]);
  });

  // Root reads everything.
  const isRoot = process.getuid?.() === 0;
  const unreadable = `says so of a file that may not be read${isRoot ? " (skipped: root may read all)" : ""}`;
  (isRoot ? it.skip : it)(unreadable, () => {
    writeFileSync(at("teams/a.yaml"), TEAM);
    chmodSync(at("teams/a.yaml"), 0);
    expect(read()).toEqual(["/teams/a.yaml: may not be read"]);
  });

  it("may have a team's file, or a folder of such, as a link", () => {
    mkdirSync(at("real"));
    writeFileSync(at("real/b"), TEAM);
    writeFileSync(at("real/c.yaml"), TEAM.replaceAll("payments", "data"));
    symlinkSync("../real/b", at("teams/a.yaml"));
    rmSync(at("real/b.yaml"), { force: true });
    expect(read()).toEqual(["payments"]);
    rmSync(at("teams"), { recursive: true });
    rmSync(at("real/b"));
    symlinkSync("real", at("teams"));
    expect(read()).toEqual(["data"]);
  });

  it("has a link that leads in a circle as a fault", () => {
    symlinkSync("..", at("teams/up"));
    expect(read()).toEqual(["/teams/up/teams: is a link to a folder that it stands in"]);
    rmSync(at("teams"), { recursive: true });
    symlinkSync("teams", at("teams"));
    expect(read()).toEqual(["/teams: is a link that leads in a circle"]);
  });

  it("says of a named pipe that it is none, and waits for nobody to write to it", () => {
    execFileSync("mkfifo", [at("teams/a.yaml")]);
    expect(read()).toEqual(["/teams/a.yaml: is a named pipe, and not a file"]);
    rmSync(at("organization.yaml"));
    execFileSync("mkfifo", [at("organization.yaml")]);
    expect(read()).toContain("/organization.yaml: is a named pipe, and not a file");
  });

  it.each<[string, (folder: string) => void, string]>([
    [
      "a folder of teams by another name",
      (to) => {
        renameSync(join(to, "teams"), join(to, "team"));
      },
      "/team: is not read; rename it to teams",
    ],
    [
      "teams that are a file",
      (to) => {
        rmSync(join(to, "teams"), { recursive: true });
        writeFileSync(join(to, "teams"), TEAM);
      },
      "/teams: is a file, and not a folder; correct it, or move it away",
    ],
    [
      "a team's file beside organization.yaml",
      (to) => {
        writeFileSync(join(to, "pay.yml"), TEAM);
      },
      "/pay.yml: is not read; move it to teams/, where the files of teams are",
    ],
    [
      "a second folder of teams",
      (to) => {
        mkdirSync(join(to, "Team"));
      },
      "/Team: is not read; move what is in it to teams, which is there too",
    ],
    [
      "a team's file with basic selectors beside organization.yaml",
      (to) => {
        writeFileSync(join(to, "pay.json"), '{ "team": "pay", "account": "payments", "basicSelectors": [] }');
      },
      "/pay.json: is not read; move it to teams/, where the files of teams are",
    ],
    [
      "a team's file of another ending",
      (to) => {
        writeFileSync(join(to, "teams/pay.toml"), TEAM);
      },
      "/teams/pay.toml: is not read: files of teams end in .yaml, .yml or .json; give it the ending .yaml, or move it away",
    ],
    [
      "an organization by another name",
      (to) => {
        renameSync(join(to, "organization.yaml"), join(to, "organization.yml"));
      },
      "/organization.yml: is not read; rename it to organization.yaml",
    ],
  ])("does not pass over %s in silence", (_, make, expected) => {
    make(folder);
    expect(read(({ file, what, remedy }) => `${file}: ${what}; ${remedy}`)).toEqual([expected]);
  });

  it("may not be a file itself, or lead nowhere", () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "");
    expect(read()).toEqual([": is a file, and not a folder"]);
    rmSync(folder);
    symlinkSync("nowhere", folder);
    expect(read()).toEqual([": is a link to a file that is not there"]);
    rmSync(folder);
    symlinkSync(folder, folder);
    expect(read()).toEqual([": is a link that leads in a circle"]);
    rmSync(folder);
    mkdirSync(folder);
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
