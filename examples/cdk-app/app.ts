import { ApiGatewayToSageMakerEndpoint } from '@portico/cdk';
import { App, Stack } from 'aws-cdk-lib';

const stack = new Stack(new App(), 'PredictedRatings');
new ApiGatewayToSageMakerEndpoint(stack, 'Api', {
  endpointName: 'my-endpoint',
  resourcePath: '{user_id}',
  requestMappingTemplate: `{"instances": [#set( $user_id = $input.params("user_id") )#set( $items = $input.params("items") )
#foreach( $item in $items.split(",") ) {"in0": [$user_id], "in1": [$item]}#if( $foreach.hasNext ),#end #end ]}`,
});
