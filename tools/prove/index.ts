export { proveCommand } from "./command";
export { asIfLeftToAccount } from "./any-policy";
export { accessTables, deletionTables } from "./access-table";
export { requestFileSchema } from "./request-file";
export { statementFileSchema } from "./statement-file";
export { doingsWith, type Harm } from "./doings";
export { policedThing, SERVICES, type PolicedThing } from "./kinds";
export { actionsOfService, serviceIn } from "./names";
