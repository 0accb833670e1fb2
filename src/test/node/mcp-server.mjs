// An MCP server with one tool, which leaves access control to the gateway in front of it. Prints its address.

import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express from 'express';

const app = express();

app.use(express.json());
app.post('/mcp', async (request, response) => {
  const server = new McpServer({ name: 'tools', version: '1.0.0' });
  server.registerTool('greet', { description: 'Greets' }, () => ({ content: [{ type: 'text', text: 'Hello' }] }));
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
  response.on('close', () => server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response, request.body);
});
app.all('/mcp', (request, response) => response.sendStatus(405));

const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
