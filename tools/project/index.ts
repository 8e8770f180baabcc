export {
  enginesOf,
  frameworkProgram,
  installedIn,
  nodeProblem,
  PROJECT_FILE,
  projectFolder,
} from "./project";
