import { resolve } from "node:path";

/** The project that is deployed: the folder with package.json, cdktf.json and stacks/. */
export const PROJECT = resolve(__dirname, "../..");
