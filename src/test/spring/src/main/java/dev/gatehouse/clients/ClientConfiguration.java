package dev.gatehouse.clients;

import static org.springframework.security.oauth2.client.web.client.RequestAttributeClientRegistrationIdResolver.clientRegistrationId;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

@Configuration
class ClientConfiguration {
    @Bean
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        return http.oauth2Client(Customizer.withDefaults())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    RestClient gatehouse(OAuth2AuthorizedClientManager clients) {
        return RestClient.builder()
                .requestInterceptor(new OAuth2ClientHttpRequestInterceptor(clients))
                .build();
    }

    @RestController
    static class Pages {
        private final RestClient gatehouse;
        private final String customers;

        Pages(RestClient gatehouse, @Value("${customers}") String customers) {
            this.gatehouse = gatehouse;
            this.customers = customers;
        }

        /** Calls for the user, who is sent to Gatehouse first. */
        @GetMapping("/for-the-user")
        String forTheUser() {
            return gatehouse.get()
                    .uri(customers)
                    .attributes(clientRegistrationId("gatehouse"))
                    .retrieve()
                    .body(String.class);
        }

        /** Calls for the application itself. */
        @GetMapping("/for-itself")
        String forItself() {
            return gatehouse.get()
                    .uri(customers)
                    .attributes(clientRegistrationId("gatehouse-service"))
                    .retrieve()
                    .body(String.class);
        }
    }
}
