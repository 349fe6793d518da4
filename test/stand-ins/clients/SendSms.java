// Sends one message by Twilio as a Java backend does, with what the JDK has: java SendSms.java SID TOKEN TO
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

public class SendSms {
  public static void main(String[] args) throws Exception {
    String account = args[0] + ":" + args[1];
    String to = URLEncoder.encode(args[2], StandardCharsets.UTF_8);
    var request = HttpRequest.newBuilder()
        .uri(URI.create("https://api.twilio.com/2010-04-01/Accounts/" + args[0] + "/Messages.json"))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8)))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString("To=" + to + "&From=%2B15005550006&Body=493027+is+your+code."))
        .build();
    var client = HttpClient.newBuilder().proxy(ProxySelector.getDefault()).build();
    var response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 201) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    System.out.println("sent");
  }
}
