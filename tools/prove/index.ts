export { proveCommand } from "./command";
export { accessMatrixTables } from "./matrix-table";
export { requestFileSchema } from "./request-schema";
