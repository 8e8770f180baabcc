const js = require("@eslint/js");
const prettier = require("eslint-config-prettier");
const regexp = require("eslint-plugin-regexp");
const tseslint = require("typescript-eslint");

/**
 * The doors between folders (docs/architecture.md): each folder has a list of what it may import, and all
 * else fails the lint. A door is a regular expression over the import's text.
 */
const MODULE = "\\.\\./[a-z-]+"; // another module, through its index
const INSIDE = "\\./[a-z-]+(/[a-z-]+)*"; // a neighbour in the same folder, or below it

/** Modules that make no construct: what the configuration and the tools may load without Terraform. */
const PURE =
  "(kernel|organization|facts|event-selectors|event-patterns|questions|controls|config-rules|security-hub|compliance-map|immutability|insights|validation|policy|policy-evaluation|policy-proofs)";

/** What reads and writes files. Whether one is there, and what is temporary, may be asked and removed anywhere. */
const READS_AND_WRITES =
  "(read|write|append|copy)File|(read|open|mk)dir|create(Read|Write)Stream|open$|openSync|rename|truncate";
const FILES = {
  regex: "^(node:)?fs(/promises)?$",
  importNamePattern: `^(${READS_AND_WRITES})`,
  message: "Files are read and written by tools/files: whole or not at all, and what fails is a sentence.",
};

function doors(files, allowed, message) {
  return {
    files,
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^(?!(${allowed.join("|")})$)`,
              message: `${message} See docs/architecture.md, "Doors".`,
            },
            ...(READERS.includes(files[0]) ? [] : [FILES]),
          ],
        },
      ],
    },
  };
}

/** The door to files, and the library, which has no tools. */
const READERS = ["tools/files/*.ts", "modules/log-validation/packaged-code.ts"];

/** The folders of a tool, by depth, and how each reaches its neighbours: files of the same tool, never of another. */
const TOOL_DEPTHS = [
  ["tools/*/*.ts", []],
  ["tools/*/*/*.ts", ["\\.\\./[a-z-]+/[a-z-]+"]],
  ["tools/*/*/*/*.ts", ["(\\.\\./){1,2}[a-z-]+/[a-z-]+"]],
];

/** Text of users must not command a terminal, CI or a shell, nor must what we start see what it does not need. */
const PRINTING = "What is printed goes through tools/terminal, which lets no text be a command.";
const printing = [
  "error",
  { object: "process", property: "stdout", message: PRINTING },
  { object: "process", property: "stderr", message: PRINTING },
];

/** What makes synthesis depend on the machine: banned outside tools. */
const machine = (message) => [
  "error",
  { name: "process", message },
  { name: "__dirname", message },
  { name: "fetch", message },
];

/** `Date` reads no clock where it is given a time; anything else of it does, or hands it on to what does. */
const clock = (message) =>
  [
    "NewExpression[callee.name='Date'][arguments.length=0]",
    "CallExpression[callee.name='Date']",
    "MemberExpression[object.name='Date']:not([property.name=/^(parse|UTC)$/])",
    ":not(NewExpression, CallExpression, MemberExpression, TSTypeReference) > Identifier[name='Date']",
  ].map((selector) => ({ selector, message }));

/** Text of a user is never a regular expression, and each that we write is judged where it stands: no input makes it slow. */
const madeOfText = [
  ":matches(NewExpression, CallExpression)[callee.name='RegExp']",
  "CallExpression[callee.property.name=/^(match|matchAll|search)$/] > :matches(Literal:not([regex]), TemplateLiteral).arguments",
].map((selector) => ({
  selector,
  message:
    "A regular expression is written out, so that the lint can judge it. modules/kernel matches wildcards.",
}));

/** What no file of ours says. */
const everywhere = [
  ...madeOfText,
  {
    selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
    message:
      'Write import * as z from "zod": of a namespace, what nobody uses stays out of the script that each command starts with.',
  },
];

module.exports = tseslint.config(
  {
    ignores: [
      ...["node_modules/", "cdktf.out/", "coverage/", "bench/node_modules/", "**/dist/", "lib/"],
      // Repositories of their own: what they import is installed, and checked, by test/publishing.
      ...["examples/bootstrap/", "examples/consumer/", "examples/own-stack/"],
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Its search never ends on types that contain themselves, such as that of JSON.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      // Terraform attributes are set by making a construct; its value is often not used again.
      "no-new": "off",
      "max-lines": ["error", { max: 350, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["**/*.{mjs,cjs}"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        __dirname: "readonly",
        __filename: "readonly",
        module: "writable",
        require: "readonly",
        process: "readonly",
        console: "readonly",
      },
    },
    rules: {
      "@typescript-eslint/explicit-module-boundary-types": "off",
      "@typescript-eslint/no-require-imports": "off",
    },
  },
  {
    files: ["modules/**/*.ts", "stacks/**/*.{ts,cjs}", "tools/**/*.{ts,cjs}"],
    plugins: { regexp },
    rules: {
      "no-restricted-syntax": ["error", ...everywhere],
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-super-linear-move": ["error", { report: "potential" }],
    },
  },
  doors(
    ["modules/*/*.ts"],
    ["cdktf", "constructs", "@cdktf/provider-aws/lib/[a-z0-9-]+", MODULE, INSIDE],
    "A module imports cdktf, constructs, @cdktf/provider-aws/lib/<resource>, and other modules through their index.",
  ),
  doors(
    ["modules/validation/props.ts"],
    ["constructs", INSIDE, "\\./shapes\\.json"],
    "What constructs take is read from their types.",
  ),
  doors(
    ["modules/organization/log-shard.ts"],
    ["node:crypto"],
    "What shares log files out hashes their place.",
  ),
  doors(
    ["modules/*/*/*.ts"],
    [
      "cdktf",
      "constructs",
      "@cdktf/provider-aws/lib/[a-z0-9-]+",
      `\\.\\./${MODULE}`,
      "\\.\\./[a-z-]+",
      INSIDE,
    ],
    "A module imports cdktf, constructs, @cdktf/provider-aws/lib/<resource>, and other modules through their index.",
  ),
  {
    files: ["modules/**/*.ts"],
    rules: {
      "no-restricted-globals": machine(
        "A module reads no file, environment variable or clock: its user passes values in.",
      ),
      "no-restricted-syntax": [
        "error",
        ...everywhere,
        ...clock("A module reads no clock: its user passes the time in."),
      ],
    },
  },
  doors(
    ["modules/log-validation/packaged-code.ts"],
    ["node:(crypto|fs|path)", "constructs", "\\.\\./validation"],
    "The one file of the modules that reads one: the function that comes with the package.",
  ),
  {
    files: ["modules/log-validation/packaged-code.ts"],
    rules: { "no-restricted-globals": "off" },
  },
  doors(
    ["stacks/*.ts"],
    [
      "cdktf",
      "constructs",
      "@cdktf/provider-aws/lib/provider",
      "\\.\\./modules/[a-z-]+",
      "\\./config",
      "\\./[a-z-]+",
    ],
    "A stack wires modules; it reads no file and makes no resource itself.",
  ),
  doors(
    ["stacks/blueprint/*.ts"],
    ["node:crypto", "\\.\\./\\.\\./modules/[a-z-]+", "\\.\\./config", INSIDE],
    "A blueprint is made of a configuration and the pure parts of modules; it makes no construct.",
  ),
  {
    files: ["stacks/blueprint/*.ts"],
    rules: {
      // The props of constructs are types; a construct itself would load cdktf into every command.
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^(cdktf|constructs|\\.\\./\\.\\./modules/(?!${PURE}$).*)$`,
              allowTypeImports: true,
              message: "A blueprint takes the types of constructs alone.",
            },
          ],
        },
      ],
    },
  },
  doors(
    ["stacks/function-code.ts"],
    [
      "node:(crypto|fs|module|os|path)",
      "esbuild",
      "fflate",
      "\\.\\./modules/log-validation",
      "\\.\\./tools/files",
    ],
    "The code of a function is made of tools/logs, as a file that Terraform deploys.",
  ),
  doors(
    ["stacks/config/*.ts"],
    [
      "zod",
      "yaml",
      "node:fs",
      "node:path",
      "\\.\\./\\.\\./tools/files",
      `\\.\\./\\.\\./modules/${PURE}`,
      INSIDE,
    ],
    "The configuration reads YAML and the pure parts of modules; it knows no stack and no construct.",
  ),
  doors(
    ["stacks/config/*/*.ts"],
    ["zod", `\\.\\./\\.\\./\\.\\./modules/${PURE}`, "\\.\\./[a-z-]+(/[a-z-]+)?", INSIDE],
    "The configuration reads YAML and the pure parts of modules; it knows no stack and no construct.",
  ),
  {
    files: ["stacks/**/*.ts"],
    rules: {
      "no-restricted-globals": machine("A tool reads the environment."),
      "no-restricted-syntax": [
        "error",
        ...everywhere,
        ...clock("Synthesis reads no clock: the same input gives the same bytes."),
      ],
    },
  },
  {
    // It finds the sources of the function, and makes it of these alone.
    files: ["stacks/function-code.ts"],
    rules: { "no-restricted-globals": "off" },
  },
  ...[
    ...TOOL_DEPTHS.map(([files, within]) => [files, "(?!@aws-sdk/)", within]),
    ["tools/files/*.ts", "(?!@aws-sdk/)", []],
    // AWS is asked by tools/aws; the sandbox asks what stands in for it.
    ["tools/aws/*.ts", "", []],
    ...TOOL_DEPTHS.map(([files, within]) => [files.replace("*", "sandbox"), "", within]),
  ].map(([files, notAws, within]) =>
    doors(
      [files],
      [
        "node:(?!child_process|worker_threads)[a-z/_]+", // programs are started by tools/terraform, threads by tools/threads
        `${notAws}[a-z0-9@-][a-z0-9@/-]*`,
        "(\\.\\./)+stacks/config",
        "(\\.\\./)+stacks/app",
        "(\\.\\./)+stacks/blueprint",
        "(\\.\\./)+modules/[a-z-]+",
        "(\\.\\./)+[a-z-]+",
        ...within,
        INSIDE,
        "\\./[a-z-]+\\.json", // data beside the file
      ],
      "A tool imports stacks/config, stacks/blueprint, stacks/app and modules through their index, and no client of AWS.",
    ),
  ),
  doors(
    ["tools/docs/api/created-by-examples.ts"],
    [
      "node:(fs|path)",
      "cdktf",
      "@cdktf/provider-aws/lib/provider",
      "(\\.\\./)+stacks/function-code",
      "(\\.\\./)+[a-z-]+",
      INSIDE,
    ],
    "It runs the examples of the modules, with the function that the package has.",
  ),
  doors(
    ["tools/terraform/processes.ts"],
    ["node:(child_process|events|readline)", INSIDE],
    "The one file that starts programs.",
  ),
  doors(
    ["tools/threads/*.ts"],
    ["node:(events|os|timers/promises|worker_threads)", INSIDE],
    "The one folder that starts threads.",
  ),
  {
    files: ["tools/**/*.ts", "stacks/**/*.ts", "bench/**/*.ts"],
    ignores: ["tools/terminal/{asking,output}.ts"],
    rules: { "no-restricted-properties": printing, "no-console": "error" },
  },
  prettier,
);
