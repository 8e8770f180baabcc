export { AthenaQueries } from "./athena-queries";
export type { AthenaQueriesProps } from "./props";
