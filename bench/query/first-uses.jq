# The question first-uses of orgtrail query, for jq: which account used which service in which Region, how often, and since when.
reduce (inputs | .Records[] | select(.eventType == "AwsApiCall")) as $e ({};
  ([$e.recipientAccountId, $e.awsRegion, $e.eventSource] | join(" ")) as $group
  | .[$group] |= {
      events: ((.events // 0) + 1),
      first: ([.first // $e.eventTime, $e.eventTime] | min),
      last: ([.last // $e.eventTime, $e.eventTime] | max)
    })
| to_entries
| map((.key | split(" ")) + [(.value.events | tostring), .value.first, .value.last])
