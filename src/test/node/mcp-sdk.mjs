import { auth, UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { walk } from './mcp.mjs';

walk({ Client, StreamableHTTPClientTransport, UnauthorizedError, auth }, (parameters) => parameters.get('code'));
