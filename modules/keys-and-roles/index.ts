export { makeKey, type KeyProps } from "./key";
export { makeRole, type RoleProps } from "./role";
