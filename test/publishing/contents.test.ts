import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { isBuiltin } from "node:module";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { packFunctions } from "../../stacks/function-code";
import { moduleNames } from "../../tools/api/declarations";
import { ROOT } from "../support/run";
import { packLibrary } from "./support/packed-library";

jest.setTimeout(600_000);

const MODULES = moduleNames(ROOT);

/** Those too that are not published, and that others are made of. */
const SOURCES = readdirSync(join(ROOT, "modules"));

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

describe("the packed library", () => {
  const state = { unpacked: "" };

  beforeAll(async () => {
    state.unpacked = (await packLibrary()).unpacked;
  });

  test("is every module, compiled, and the documents for its users: nothing else", () => {
    const compiled = readdirSync(join(ROOT, "modules")).flatMap((module) =>
      filesBelow(join(ROOT, "modules", module))
        .filter((file) => file.endsWith(".ts"))
        .flatMap((file) =>
          [".d.ts", ".js", ".js.map"].map((suffix) => `lib/${module}/${file.replace(/\.ts$/, suffix)}`),
        ),
    );
    const documents = ["CHANGELOG.md", "LICENSE", "README.md", "docs/upgrade.md", "docs/use-the-modules.md"];
    const api = ["README", ...MODULES].map((page) => `docs/api/${page}.md`);
    const others = [
      "lib/log-search/function.zip",
      "lib/log-validation/function.zip",
      "lib/validation/shapes.json",
      "package.json",
    ];
    expect(filesBelow(state.unpacked)).toEqual([...compiled, ...documents, ...api, ...others].sort());
  });

  test("asks for its peers, installs nothing of its own, and gives no command", () => {
    const description = JSON.parse(readFileSync(join(state.unpacked, "package.json"), "utf8")) as Record<
      string,
      unknown
    >;
    expect(Object.keys(description["peerDependencies"] ?? {})).toEqual([
      "@cdktf/provider-aws",
      "cdktf",
      "constructs",
    ]);
    expect(description).not.toHaveProperty("dependencies");
    expect(description).not.toHaveProperty("bin");
  });

  test("has the source of every file in its source map, for debuggers", () => {
    for (const file of filesBelow(state.unpacked).filter((name) => name.endsWith(".js.map"))) {
      const { sources, sourcesContent } = JSON.parse(readFileSync(join(state.unpacked, file), "utf8")) as {
        sources: readonly string[];
        sourcesContent: readonly string[];
      };
      expect(sources).toHaveLength(1);
      const source = file.replace(/^lib\//, "modules/").replace(/\.js\.map$/, ".ts");
      expect(sourcesContent).toEqual([readFileSync(join(ROOT, source), "utf8")]);
    }
  });

  test("names no folder of the machine that built it", () => {
    for (const file of filesBelow(state.unpacked)) {
      const text = readFileSync(join(state.unpacked, file), "utf8");
      for (const folder of [ROOT, `${homedir()}/`, `${tmpdir()}/orgtrail`])
        expect(text).not.toContain(folder);
    }
  });
});

/** What a fresh process loads with a package: files, by the package that they are of, and the time it takes. */
interface Load {
  readonly files: readonly string[];
  readonly ms: number;
}

describe("importing one module", () => {
  const state = { unpacked: "" };
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-import-"));

  beforeAll(async () => {
    const { unpacked } = await packLibrary();
    state.unpacked = unpacked;
    const packages = join(folder, "node_modules");
    mkdirSync(join(packages, "@cdktf"), { recursive: true });
    execFileSync("cp", ["-r", unpacked, join(packages, "orgtrail")]);
    for (const peer of ["cdktf", "constructs", "@cdktf/provider-aws"]) {
      symlinkSync(join(ROOT, "node_modules", peer), join(packages, peer));
    }
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const loads = new Map<string, Load>();

  function load(specifier: string): Load {
    const known = loads.get(specifier) ?? loadedAnew(specifier);
    loads.set(specifier, known);
    return known;
  }

  function loadedAnew(specifier: string): Load {
    const program = `const start = performance.now(); require(${JSON.stringify(specifier)}); const ms = performance.now() - start; console.log(JSON.stringify({ ms, files: Object.keys(require.cache) }));`;
    return JSON.parse(
      execFileSync(process.execPath, ["-e", program], { cwd: folder, encoding: "utf8" }),
    ) as Load;
  }

  const ofProvider = (files: readonly string[]): readonly string[] =>
    files.filter((file) => file.includes("/@cdktf/provider-aws/"));
  const ofFramework = (files: readonly string[]): readonly string[] =>
    files.filter((file) => /\/node_modules\/(cdktf|constructs)\//.test(file));

  /** The modules and the provider's resources that a module's sources import, its own and those of what it imports. */
  function needs(module: string, found = new Set([`orgtrail/${module}`])): ReadonlySet<string> {
    for (const file of filesBelow(join(ROOT, "modules", module)).filter((name) => name.endsWith(".ts"))) {
      const text = readFileSync(join(ROOT, "modules", module, file), "utf8");
      for (const [, resource = ""] of text.matchAll(/"@cdktf\/provider-aws\/lib\/([a-z0-9-]+)"/g)) {
        found.add(`resource ${resource}`);
      }
      for (const [, other = ""] of text.matchAll(/"(?:\.\.\/)+([a-z-]+)"/g)) {
        if (!SOURCES.includes(other) || found.has(`orgtrail/${other}`)) continue;
        needs(other, found.add(`orgtrail/${other}`));
      }
    }
    return found;
  }

  test.each(MODULES)("%s loads what it needs, and no more", (module) => {
    const { files } = load(`orgtrail/${module}`);
    const loaded = files.flatMap((file) => {
      const own = /\/node_modules\/orgtrail\/lib\/([a-z-]+)\//.exec(file)?.[1];
      const resource = /\/@cdktf\/provider-aws\/lib\/([a-z0-9-]+)\//.exec(file)?.[1];
      return [own && `orgtrail/${own}`, resource && `resource ${resource}`].filter(
        (need) => need !== undefined && need !== "",
      );
    });
    const needed = needs(module);
    expect([...new Set(loaded)].filter((each) => !needed.has(String(each)))).toEqual([]);
    // The root of the provider loads every resource.
    expect(files.filter((file) => file.endsWith("/provider-aws/lib/index.js"))).toEqual([]);
  });

  test("all of them at once cost a small part of the provider's root, in files and in time", () => {
    const root = load("@cdktf/provider-aws");
    const framework = load("cdktf");
    const rows = MODULES.map((module) => ({ module, ...load(`orgtrail/${module}`) }));
    const table = rows.map(({ module, files, ms }) => ({
      module,
      files: files.length,
      ofProvider: ofProvider(files).length,
      partOfRootFiles: ofProvider(files).length / ofProvider(root.files).length,
      partOfRootTime: ms / root.ms,
      timesFramework: ms / framework.ms,
    }));
    if ((process.env["ORGTRAIL_MEASURE"] ?? "") !== "") console.table(table);
    expect(ofProvider(root.files).length).toBeGreaterThan(1000);
    for (const row of table) {
      expect(row).toMatchObject({ partOfRootFiles: expect.any(Number) as number });
      expect(row.partOfRootFiles).toBeLessThan(0.05);
      expect(row.partOfRootTime).toBeLessThan(0.5);
    }
    // A module without constructs does not load the framework either.
    const pure = rows.filter(({ files }) => ofFramework(files).length === 0).map(({ module }) => module);
    expect(pure).toEqual(expect.arrayContaining(["event-selectors", "organization", "policy", "validation"]));
  });

  test("log-validation deploys the function that comes with the package, which needs the AWS SDK alone", () => {
    const program = `
      const { App, TerraformStack, Testing } = require("cdktf");
      const { LogValidation } = require("orgtrail/log-validation");
      const { AccountId, NamePrefix, logValidationRoleName, regionOf } = require("orgtrail/organization");
      const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
      const stack = new TerraformStack(new App(), "audit");
      new AwsProvider(stack, "aws");
      const account = AccountId.of("222222222222");
      const region = regionOf("aws", "us-east-1");
      new LogValidation(stack, "validation", {
        place: { partition: "aws", region, account, namePrefix: "acme-orgtrail-" },
        sources: [{ bucket: "logs", root: "AWSLogs/", accounts: [account], regions: [region], owner: { account, region } }],
        roleName: logValidationRoleName(NamePrefix.of("acme")),
        logGroupName: "/orgtrail/acme/log-validation",
        keyArn: "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      });
      console.log(Testing.synth(stack, true));`;
    const out = execFileSync(process.execPath, ["-e", program], { cwd: folder, encoding: "utf8" });
    const { resource } = JSON.parse(out) as {
      readonly resource: Readonly<
        Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
      >;
    };
    const [deployed] = Object.values(resource["aws_lambda_function"] ?? {});
    const zip = readFileSync(join(state.unpacked, "lib", "log-validation", "function.zip"));
    expect(deployed?.["source_code_hash"]).toBe(createHash("sha256").update(zip).digest("base64"));
    // The same bytes, whenever and wherever they are made.
    expect(Buffer.from(packFunctions()["log-validation"]).equals(zip)).toBe(true);
    const files = Object.entries(unzipSync(zip));
    expect(files.map(([name]) => name)).toEqual(["index.js"]);
    const code = join(folder, "function");
    mkdirSync(code);
    for (const [name, bytes] of files) writeFileSync(join(code, name), bytes);
    const loaded = `console.log(typeof require("./index.js").handler)`;
    expect(execFileSync(process.execPath, ["-e", loaded], { cwd: code, encoding: "utf8" }).trim()).toBe(
      "function",
    );
    const needed = files.flatMap(([, bytes]) =>
      [
        ...Buffer.from(bytes)
          .toString()
          .matchAll(/require\("([^"]+)"\)/g),
      ].map(([, name = ""]) => name),
    );
    const isGiven = (name: string): boolean => name.startsWith("@aws-sdk/client-") || isBuiltin(name);
    expect(needed.filter((name) => !isGiven(name))).toEqual([]);
    expect(needed).toContain("@aws-sdk/client-s3");
  });

  test("the whole library has no root, and shows no file behind a module's index", () => {
    for (const [specifier, code] of [
      ["orgtrail", "ERR_PACKAGE_PATH_NOT_EXPORTED"],
      ["orgtrail/log-archive/log-key", "MODULE_NOT_FOUND"],
      ["orgtrail/stacks", "MODULE_NOT_FOUND"],
    ] as const) {
      const program = `try { require(${JSON.stringify(specifier)}); } catch (error) { console.log(error.code); }`;
      const printed = execFileSync(process.execPath, ["-e", program], { cwd: folder, encoding: "utf8" });
      expect(printed.trim()).toBe(code);
    }
  });
});
