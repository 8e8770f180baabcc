export { frameworkProgram, installedIn, nodeProblem, PROJECT_FILE, projectFolder } from "./project";
