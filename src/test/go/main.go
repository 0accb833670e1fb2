// golang.org/x/oauth2: the authorization code flow with PKCE, refresh and client credentials on a running Gatehouse, which
// the variable GATEHOUSE describes.
package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

type client struct {
	ID     string `json:"client_id"`
	Secret string `json:"client_secret"`
}

var gatehouse struct {
	Issuer             string
	RedirectURI        string
	Scopes             []string
	Resource           string
	Browser            string
	PublicClient       client
	ConfidentialClient client
}

func main() {
	check(json.Unmarshal([]byte(os.Getenv("GATEHOUSE")), &gatehouse))
	// The default tries the header first, and remembers what worked for all clients of the process.
	code("public client, default", gatehouse.PublicClient, oauth2.AuthStyleAutoDetect)
	code("public client, form", gatehouse.PublicClient, oauth2.AuthStyleInParams)
	code("confidential client, default", gatehouse.ConfidentialClient, oauth2.AuthStyleAutoDetect)
	code("confidential client, header", gatehouse.ConfidentialClient, oauth2.AuthStyleInHeader)
	code("confidential client, form", gatehouse.ConfidentialClient, oauth2.AuthStyleInParams)
	log.Println("client credentials")
	clientCredentials(gatehouse.ConfidentialClient)
}

// code walks the authorization code flow, calls the API, and refreshes.
func code(name string, client client, style oauth2.AuthStyle) {
	log.Println(name)
	ctx := context.Background()
	clientID, clientSecret, issuer := client.ID, client.Secret, gatehouse.Issuer
	redirectURL, scopes := gatehouse.RedirectURI, gatehouse.Scopes

	config := &oauth2.Config{
		ClientID:     clientID,
		ClientSecret: clientSecret,
		RedirectURL:  redirectURL,
		Scopes:       scopes,
		Endpoint: oauth2.Endpoint{
			AuthURL:  issuer + "/integration/rest/oAuth/authorize",
			TokenURL: issuer + "/integration/rest/oAuth/getToken",
		},
	}
	verifier, state := random(), random()
	challenge := sha256.Sum256([]byte(verifier))
	authorizationURL := config.AuthCodeURL(state,
		oauth2.SetAuthURLParam("code_challenge", base64.RawURLEncoding.EncodeToString(challenge[:])),
		oauth2.SetAuthURLParam("code_challenge_method", "S256"))

	config.Endpoint.AuthStyle = style
	callback := browse(authorizationURL)
	expect(callback.Get("state") == state, "the state came back")

	token, err := config.Exchange(ctx, callback.Get("code"), oauth2.SetAuthURLParam("code_verifier", verifier))
	check(err)
	api := config.Client(ctx, token)
	expect(status(api) == http.StatusOK, "the token works")

	expired := *token
	expired.Expiry = time.Now().Add(-time.Hour)
	refreshed, err := config.TokenSource(ctx, &expired).Token()
	check(err)
	expect(refreshed.AccessToken != token.AccessToken, "another access token")
	expect(refreshed.RefreshToken != token.RefreshToken, "another refresh token")
	expect(status(config.Client(ctx, refreshed)) == http.StatusOK, "the refreshed token works")
	expect(status(api) == http.StatusUnauthorized, "the old token works no more")
}

func clientCredentials(client client) {
	ctx := context.Background()
	clientID, clientSecret, issuer, scopes := client.ID, client.Secret, gatehouse.Issuer, gatehouse.Scopes

	config := &clientcredentials.Config{
		ClientID:     clientID,
		ClientSecret: clientSecret,
		TokenURL:     issuer + "/integration/rest/oAuth/getToken",
		Scopes:       scopes,
	}
	api := config.Client(ctx)

	expect(status(api) == http.StatusOK, "the token works")
}

func status(api *http.Client) int {
	answer, err := api.Get(gatehouse.Resource)
	check(err)
	defer answer.Body.Close()
	return answer.StatusCode
}

// browse has a user grant everything, and returns the parameters that the application gets.
func browse(authorizationURL string) url.Values {
	answer, err := http.Post(gatehouse.Browser, "text/plain", strings.NewReader(authorizationURL))
	check(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	check(err)
	callback, err := url.Parse(string(body))
	check(err)
	expect(callback.Query().Has("code"), string(body))
	return callback.Query()
}

func random() string {
	bytes := make([]byte, 32)
	_, err := rand.Read(bytes)
	check(err)
	return base64.RawURLEncoding.EncodeToString(bytes)
}

func expect(holds bool, what string) {
	if !holds {
		check(fmt.Errorf("does not hold: %s", what))
	}
}

func check(err error) {
	if err != nil {
		log.Panic(err)
	}
}
