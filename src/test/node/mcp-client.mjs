import { auth, Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import { walk } from './mcp.mjs';

walk({ Client, StreamableHTTPClientTransport, UnauthorizedError, auth }, (parameters) => parameters);
