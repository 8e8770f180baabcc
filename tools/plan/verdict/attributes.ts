export * from "../../../modules/facts";
export { sidesOf } from "../change";
