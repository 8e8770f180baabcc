export { amount, countText, dollarText } from "./amount";
export { dayOf, daysAfter, isDay } from "./days";
export { madeOnce } from "./made-once";
export { sorted } from "./sorted";
export { didYouMean, editDistance, suggestion } from "./spelling";
export { compareVersions, versionNumbers } from "./versions";
export {
  hasWildcard,
  matchesPattern,
  matchesWildcards,
  patternOf,
  wildcardTest,
  type ColonRule,
  type Pattern,
  type Piece,
} from "./wildcards";
