export { proveCommand } from "./command";
export { actionsNamed, asIfLeftToAccount, scopesOf } from "./any-policy";
export { comparedOr, PolicyComparison, turningText, type Difference } from "./comparison";
export { accessTables, deletionTables } from "./access-table";
export { requestFileSchema } from "./request-file";
export { statementFileSchema } from "./statement-file";
export { doingsWith, type Harm } from "./doings";
export { policedThing, THINGS, type PolicedThing } from "./kinds";
export { serviceIn } from "./names";
